package org.sparselaw.analysis.fit;

import java.util.function.ToDoubleFunction;

/**
 * An objective with a {@link Pull}. The derivatives of the quantity, any function of the coefficients, are central differences,
 * those of two parameters forward ones: errors in them change the number of steps, hardly the place where they end.
 *
 * <p>Holds buffers: one thread at a time.
 */
final class PulledObjective implements Differentiable {
    /** Parameters are of order one. The fourth root of the rounding error balances it in second differences. */
    private static final double STEP = 1e-4;

    private final Objective objective;
    private final Bounds bounds;
    private final ToDoubleFunction<double[]> quantity;
    private final Pull pull;
    private final double[] place;
    private final double[] above;
    private final double[] below;
    private final double[] gradient;

    /** @param quantity that of the pull, by the parameters of the fit */
    PulledObjective(Objective objective, Bounds bounds, ToDoubleFunction<double[]> quantity, Pull pull) {
        this.objective = objective;
        this.bounds = bounds;
        this.quantity = quantity;
        this.pull = pull;
        place = new double[size()];
        above = new double[size()];
        below = new double[size()];
        gradient = new double[size()];
    }

    @Override
    public int size() {
        return objective.size();
    }

    @Override
    public void evaluate(double[] parameters, Evaluation into) {
        objective.evaluate(parameters, into);
        if (!Double.isFinite(into.value())) {
            return;
        }
        System.arraycopy(parameters, 0, place, 0, place.length);
        double here = quantity.applyAsDouble(place);
        double slope = pull.weight() * (here - pull.value());
        into.value(into.value() + slope * (here - pull.value()) / 2);
        for (int i = 0; i < place.length; i++) {
            above[i] = at(i, STEP);
            below[i] = at(i, -STEP);
            gradient[i] = (above[i] - below[i]) / (2 * STEP);
            into.gradient()[i] += slope * gradient[i];
        }
        for (int i = 0; i < place.length; i++) {
            add(into, i, i, slope * (above[i] - 2 * here + below[i]) / (STEP * STEP));
            for (int j = 0; j < i; j++) {
                add(into, i, j, slope * (both(i, j) - above[i] - above[j] + here) / (STEP * STEP));
            }
        }
        if (!finite(into)) {
            into.value(Double.POSITIVE_INFINITY);
        }
    }

    private void add(Evaluation into, int i, int j, double curvature) {
        double entry = curvature + pull.weight() * gradient[i] * gradient[j];
        into.hessian()[i][j] += entry;
        if (i != j) {
            into.hessian()[j][i] += entry;
        }
    }

    private double at(int parameter, double step) {
        if (bounds.held(parameter)) {
            return quantity.applyAsDouble(place);
        }
        double kept = place[parameter];
        place[parameter] = kept + step;
        double value = quantity.applyAsDouble(place);
        place[parameter] = kept;
        return value;
    }

    private double both(int i, int j) {
        if (bounds.held(i)) {
            return above[j];
        }
        double kept = place[i];
        place[i] = kept + STEP;
        double value = at(j, STEP);
        place[i] = kept;
        return value;
    }

    /** Whether the quantity is a number all around. */
    private static boolean finite(Evaluation evaluation) {
        double sum = evaluation.value();
        for (double[] row : evaluation.hessian()) {
            for (double entry : row) {
                sum += entry;
            }
        }
        return Double.isFinite(sum);
    }
}

package org.sparselaw.analysis.fit;

/**
 * Newton's method with the exact Hessian in a trust region, on the parameters that no bound stops. Far from the minimum the
 * radius keeps steps safe where the Hessian is indefinite; close to it the steps are plain Newton steps, which settle the last
 * digits. One thread at a time.
 */
final class TrustRegion {
    private static final int MOST_STEPS = 1000;

    /** Below this part of the objective a predicted gain is rounding, and steps are judged by the gradient instead. */
    private static final double ROUNDING = 1e-13;

    private final Differentiable objective;
    private final Bounds bounds;
    private final QuadraticModel quadratic;
    private final int size;

    TrustRegion(Differentiable objective, Bounds bounds) {
        this.objective = objective;
        this.bounds = bounds;
        size = objective.size();
        quadratic = new QuadraticModel(size);
    }

    Minimum minimise(double[] start) {
        double[] at = start.clone();
        double[] trial = new double[size];
        Evaluation here = new Evaluation(size);
        Evaluation there = new Evaluation(size);
        objective.evaluate(at, here);
        double radius = 1;
        for (int count = 0; count < MOST_STEPS && radius > 1e-14; count++) {
            if (quadratic.at(at, here, bounds) == 0) {
                break;
            }
            quadratic.move(at, radius, bounds, trial);
            double predicted = predictedGain(here, at, trial);
            objective.evaluate(trial, there);
            double rounding = ROUNDING * Math.max(1, here.value());
            boolean better;
            if (predicted < -rounding) {
                // A bound has cut the step short.
                radius = Math.min(radius, quadratic.length(at, trial)) / 16;
                better = false;
            } else if (predicted <= rounding) {
                better = norm(trial, there) < norm(at, here)
                        && there.value() <= here.value() * (1 + ROUNDING) + ROUNDING;
                if (!better) {
                    break;
                }
            } else {
                double gain = (here.value() - there.value()) / predicted;
                double length = quadratic.length(at, trial);
                if (!(gain >= 0.25)) {
                    radius = length / 4;
                } else if (gain > 0.75 && length > 0.8 * radius) {
                    radius = Math.min(2 * radius, 1e6);
                }
                better = gain > 1e-4;
            }
            if (better) {
                System.arraycopy(trial, 0, at, 0, size);
                Evaluation reached = there;
                there = here;
                here = reached;
            }
        }
        return new Minimum(at, here.value(), norm(at, here));
    }

    private double norm(double[] at, Evaluation here) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            if (bounds.free(at, here.gradient(), i)) {
                sum += here.gradient()[i] * here.gradient()[i];
            }
        }
        return Math.sqrt(sum);
    }

    private double predictedGain(Evaluation here, double[] at, double[] trial) {
        double gain = 0;
        for (int i = 0; i < size; i++) {
            double curvature = 0;
            for (int j = 0; j < size; j++) {
                curvature += here.hessian()[i][j] * (trial[j] - at[j]);
            }
            gain -= (trial[i] - at[i]) * (here.gradient()[i] + curvature / 2);
        }
        return gain;
    }
}

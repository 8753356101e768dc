package org.sparselaw.analysis.fit;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.sparselaw.analysis.law.Exponent;
import org.sparselaw.analysis.law.Residual;

/**
 * Starting points. Once its exponents are fixed a law is linear in its amplitudes (Golub, Pereyra 1973), so each point of a
 * grid over the exponents gets the amplitudes that fit best in the sense of least squares; logarithmic residuals weigh the
 * points by 1/L^2.
 */
final class VariableProjection {
    /** Where least squares asks for a negative slope that the law has positive, it starts as this part of the losses' range. */
    private static final double SMALL_TERM = 0.05;

    /** Below this part of the largest, an eigenvalue of the normal equations is rounding. */
    private static final double RANK = 1e-13;

    private final Model model;
    private final Sample sample;
    private final Residual residual;
    private final Bounds bounds;

    VariableProjection(Model model, Sample sample, Residual residual, Bounds bounds) {
        this.model = model;
        this.sample = sample;
        this.residual = residual;
        this.bounds = bounds;
    }

    /** The product of the exponents' starts, the last varying fastest; one that is held has only its value. */
    List<double[]> starts() {
        List<double[]> grid = List.of(new double[model.size()]);
        List<Exponent> exponents = model.law().exponents();
        for (int k = 0; k < exponents.size(); k++) {
            int parameter = model.exponent(k);
            List<double[]> finer = new ArrayList<>();
            for (double[] coarse : grid) {
                for (double value : exponents.get(k).starts()) {
                    double[] start = coarse.clone();
                    start[parameter] = bounds.clip(parameter, StrictMath.log(value));
                    finer.add(start);
                    if (bounds.held(parameter)) {
                        break;
                    }
                }
            }
            grid = finer;
        }
        grid.forEach(this::fillAmplitudes);
        return grid;
    }

    private void fillAmplitudes(double[] start) {
        double[][] columns = columns(start);
        double[] rest = sample.loss().clone();
        boolean[] fixed = new boolean[columns.length];
        double small = SMALL_TERM * sample.lossRange();
        double[] slopes = leastSquares(columns, rest, fixed);
        for (int t = 0; t < columns.length; t++) {
            if (model.scale(t) && !(slopes[t] > 0)) {
                fixed[t] = true;
                for (int i = 0; i < rest.length; i++) {
                    rest[i] -= small * columns[t][i];
                }
            }
        }
        double[] others = leastSquares(columns, rest, fixed);
        for (int t = 0; t < columns.length; t++) {
            double slope = fixed[t] ? small : others[t];
            int parameter = model.amplitude(t);
            // One that turns negative only now starts at its lower bound.
            start[parameter] = bounds.clip(parameter, model.scale(t) ? StrictMath.log(Math.max(slope, 0)) : slope);
        }
    }

    /** By term and point: what the parameter of the term is multiplied with. */
    private double[][] columns(double[] start) {
        double[][] columns = new double[model.terms()][sample.size()];
        for (int i = 0; i < sample.size(); i++) {
            for (int s = 0; s < columns.length; s++) {
                double power = 0;
                for (int k : model.powers(s)) {
                    power += StrictMath.exp(start[model.exponent(k)]) * sample.logBase(k)[sample.place(k)[i]];
                }
                double product = StrictMath.exp(power);
                for (int t = 0; t < columns.length; t++) {
                    columns[t][i] += model.mix(s, t) * product / model.betas(start, t);
                }
            }
        }
        return columns;
    }

    /** The smallest solution of the normal equations: with few levels the columns can be dependent. Fixed columns get 0. */
    private double[] leastSquares(double[][] columns, double[] target, boolean[] fixed) {
        int terms = columns.length;
        double[][] normal = new double[terms][terms];
        double[] right = new double[terms];
        for (int i = 0; i < target.length; i++) {
            double scale = residual == Residual.LOG ? sample.loss()[i] : 1;
            double weight = sample.weight()[i] / (scale * scale);
            for (int s = 0; s < terms; s++) {
                if (fixed[s]) {
                    continue;
                }
                right[s] += weight * columns[s][i] * target[i];
                for (int t = 0; t <= s; t++) {
                    normal[s][t] += fixed[t] ? 0 : weight * columns[s][i] * columns[t][i];
                    normal[t][s] = normal[s][t];
                }
            }
        }
        EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(normal, false));
        double[] solution = new double[terms];
        for (int k = 0; k < terms; k++) {
            double value = eigen.getEigenvalue(k);
            if (value > RANK * eigen.getEigenvalue(0)) {
                double[] direction = eigen.getEigenvector(k).toArray();
                double along = 0;
                for (int t = 0; t < terms; t++) {
                    along += direction[t] * right[t];
                }
                for (int t = 0; t < terms; t++) {
                    solution[t] += along / value * direction[t];
                }
            }
        }
        return solution;
    }
}

package org.sparselaw.analysis.fit;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealVector;

/**
 * Newton's method with the exact Hessian in a trust region (Moré, Sorensen 1983), on the parameters that no bound stops.
 * Far from the minimum the radius keeps steps safe where the Hessian is indefinite; close to it the steps are plain Newton
 * steps, which settle the last digits. Parameters are scaled by the Hessian's diagonal.
 */
final class TrustRegion {
    private static final int MOST_STEPS = 1000;

    /** Below this part of the objective a predicted gain is rounding, and steps are judged by the gradient instead. */
    private static final double ROUNDING = 1e-13;

    private final Objective objective;
    private final Bounds bounds;

    TrustRegion(Objective objective, Bounds bounds) {
        this.objective = objective;
        this.bounds = bounds;
    }

    Minimum minimise(double[] start) {
        double[] at = start.clone();
        Evaluation here = objective.evaluate(at);
        double radius = 1;
        for (int count = 0; count < MOST_STEPS && radius > 1e-14; count++) {
            int[] free = free(at, here);
            if (free.length == 0) {
                break;
            }
            Scaled scaled = new Scaled(here, free);
            double[] trial = move(at, free, scaled.step(radius));
            double predicted = predictedGain(here, at, trial);
            Evaluation there = objective.evaluate(trial);
            double norm = norm(at, here);
            if (predicted <= ROUNDING * Math.max(1, here.value())) {
                if (!(norm(trial, there) < norm) || !(there.value() <= here.value() * (1 + ROUNDING) + ROUNDING)) {
                    radius /= 16;
                    continue;
                }
                at = trial;
                here = there;
                continue;
            }
            double gain = (here.value() - there.value()) / predicted;
            double length = scaled.length(at, trial);
            if (gain < 0.25) {
                radius = length / 4;
            } else if (gain > 0.75 && length > 0.9 * radius) {
                radius = Math.min(2 * radius, 1e6);
            }
            if (gain > 1e-4) {
                at = trial;
                here = there;
            }
        }
        return new Minimum(at, here.value(), norm(at, here));
    }

    private int[] free(double[] at, Evaluation here) {
        int[] indices = new int[at.length];
        int count = 0;
        for (int i = 0; i < at.length; i++) {
            if (bounds.free(at, here.gradient(), i)) {
                indices[count++] = i;
            }
        }
        return Arrays.copyOf(indices, count);
    }

    private double norm(double[] at, Evaluation here) {
        double sum = 0;
        for (int i : free(at, here)) {
            sum += here.gradient()[i] * here.gradient()[i];
        }
        return Math.sqrt(sum);
    }

    private double[] move(double[] at, int[] free, double[] step) {
        double[] moved = at.clone();
        for (int k = 0; k < free.length; k++) {
            moved[free[k]] = bounds.clip(free[k], at[free[k]] + step[k]);
        }
        return moved;
    }

    private static double predictedGain(Evaluation here, double[] at, double[] trial) {
        double gain = 0;
        for (int i = 0; i < at.length; i++) {
            double curvature = 0;
            for (int j = 0; j < at.length; j++) {
                curvature += here.hessian()[i][j] * (trial[j] - at[j]);
            }
            gain -= (trial[i] - at[i]) * (here.gradient()[i] + curvature / 2);
        }
        return gain;
    }

    /** The quadratic model on the free parameters, each in units of its own curvature. */
    private static final class Scaled {
        private final int[] free;
        private final double[] scale;
        private final EigenDecompositionSymmetric eigen;
        private final double[] gradient;

        Scaled(Evaluation here, int[] free) {
            this.free = free;
            int n = free.length;
            scale = new double[n];
            double largest = 0;
            for (int i : free) {
                largest = Math.max(largest, Math.abs(here.hessian()[i][i]));
            }
            for (int k = 0; k < n; k++) {
                double curvature = Math.abs(here.hessian()[free[k]][free[k]]);
                scale[k] = Math.sqrt(Math.max(curvature, Math.max(1e-10 * largest, 1e-300)));
            }
            double[][] matrix = new double[n][n];
            double[] slope = new double[n];
            for (int k = 0; k < n; k++) {
                slope[k] = here.gradient()[free[k]] / scale[k];
                for (int l = 0; l < n; l++) {
                    matrix[k][l] = here.hessian()[free[k]][free[l]] / (scale[k] * scale[l]);
                }
            }
            eigen = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(matrix, false));
            gradient = new double[n];
            for (int k = 0; k < n; k++) {
                gradient[k] = eigen.getEigenvector(k).dotProduct(vector(slope));
            }
        }

        /** The step of at most this length that lowers the model most. */
        double[] step(double radius) {
            double lowest = Double.POSITIVE_INFINITY;
            for (int k = 0; k < gradient.length; k++) {
                lowest = Math.min(lowest, eigen.getEigenvalue(k));
            }
            double shift = 0;
            if (lowest <= 1e-14 || length(0) > radius) {
                double low = Math.max(0, -lowest);
                double reach = 1;
                while (length(low + reach) > radius) {
                    reach *= 2;
                }
                double near = 0;
                for (int i = 0; i < 100; i++) {
                    double middle = (near + reach) / 2;
                    if (length(low + middle) > radius) {
                        near = middle;
                    } else {
                        reach = middle;
                    }
                }
                shift = low + reach;
            }
            double[] step = new double[gradient.length];
            for (int k = 0; k < gradient.length; k++) {
                RealVector direction = eigen.getEigenvector(k);
                double along = -gradient[k] / (eigen.getEigenvalue(k) + shift);
                for (int l = 0; l < step.length; l++) {
                    step[l] += along * direction.getEntry(l) / scale[l];
                }
            }
            return step;
        }

        double length(double[] at, double[] trial) {
            double sum = 0;
            for (int k = 0; k < free.length; k++) {
                double d = (trial[free[k]] - at[free[k]]) * scale[k];
                sum += d * d;
            }
            return Math.sqrt(sum);
        }

        private double length(double shift) {
            double sum = 0;
            for (int k = 0; k < gradient.length; k++) {
                double along = gradient[k] / (eigen.getEigenvalue(k) + shift);
                sum += along * along;
            }
            return Math.sqrt(sum);
        }

        private static RealVector vector(double[] values) {
            return new ArrayRealVector(values, false);
        }
    }
}

package org.sparselaw.analysis.fit;

import java.util.Arrays;

/** The scaled objective at one place, with its derivatives; filled again and again by an {@link Objective}. */
final class Evaluation {
    private final double[] gradient;
    private final double[][] hessian;
    private double value;

    /** @param size number of parameters */
    Evaluation(int size) {
        gradient = new double[size];
        hessian = new double[size][size];
    }

    /** Infinite where a logarithm is asked of a predicted loss that is not positive. */
    double value() {
        return value;
    }

    void value(double newValue) {
        value = newValue;
    }

    double[] gradient() {
        return gradient;
    }

    double[][] hessian() {
        return hessian;
    }

    void clear() {
        Arrays.fill(gradient, 0);
        for (double[] row : hessian) {
            Arrays.fill(row, 0);
        }
    }

    /** Turns the sums into means, and the lower triangle of the Hessian into the whole. */
    void finish(double count) {
        value /= count;
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= count;
            for (int j = 0; j <= i; j++) {
                hessian[i][j] /= count;
                hessian[j][i] = hessian[i][j];
            }
        }
    }
}

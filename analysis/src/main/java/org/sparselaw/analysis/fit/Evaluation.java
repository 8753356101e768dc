package org.sparselaw.analysis.fit;

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
}

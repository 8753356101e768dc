package org.sparselaw.analysis.fit;

/** The scaled objective at one place, with its derivatives. */
final class Evaluation {
    private final double value;
    private final double[] gradient;
    private final double[][] hessian;

    Evaluation(double value, double[] gradient, double[][] hessian) {
        this.value = value;
        this.gradient = gradient;
        this.hessian = hessian;
    }

    /** Infinite where a logarithm is asked of a predicted loss that is not positive. */
    double value() {
        return value;
    }

    double[] gradient() {
        return gradient;
    }

    double[][] hessian() {
        return hessian;
    }
}

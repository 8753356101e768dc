package org.sparselaw.analysis.law;

/** How a predicted loss is compared with a measured one. */
public enum Residual {
    /** ln(predicted) - ln(measured): the same relative error weighs the same at every loss. */
    LOG {
        @Override
        public double of(double predicted, double measured) {
            return StrictMath.log(predicted / measured);
        }
    },
    /** predicted - measured. */
    PLAIN {
        @Override
        public double of(double predicted, double measured) {
            return predicted - measured;
        }
    };

    public abstract double of(double predicted, double measured);
}

package org.sparselaw.analysis.law;

/** How a predicted loss is compared with a measured one. */
public enum Residual {
    /** ln(predicted) - ln(measured): the same relative error weighs the same at every loss. */
    LOG {
        @Override
        public double of(double predicted, double measured) {
            double s = (predicted - measured) / (predicted + measured);
            if (!(Math.abs(s) < 0.05)) {
                return StrictMath.log(predicted / measured);
            }
            // 2 artanh(s), to the last bit or two: the next term is below 2^-58 of the sum.
            double q = s * s;
            return 2 * s * (1 + q * (1.0 / 3 + q * (0.2 + q * (1.0 / 7 + q * (1.0 / 9 + q * (1.0 / 11 + q / 13))))));
        }

        @Override
        public double measured(double predicted, double residual) {
            return predicted * StrictMath.exp(-residual);
        }
    },
    /** predicted - measured. */
    PLAIN {
        @Override
        public double of(double predicted, double measured) {
            return predicted - measured;
        }

        @Override
        public double measured(double predicted, double residual) {
            return predicted - residual;
        }
    };

    public abstract double of(double predicted, double measured);

    /** The loss that has this residual. */
    public abstract double measured(double predicted, double residual);
}

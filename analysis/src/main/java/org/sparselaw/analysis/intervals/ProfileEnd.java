package org.sparselaw.analysis.intervals;

import java.util.Optional;
import org.sparselaw.analysis.law.Exponent;
import org.sparselaw.analysis.law.Law;

/**
 * One end of a profile interval.
 *
 * @param limit of the law in which it lies, if it does
 */
record ProfileEnd(double value, Optional<String> limit) {
    /**
     * Where an exponent has run to an end of what a fit allows, the law is in one of its limits. There the exponent and the
     * amplitudes that trade with it could go on for ever; anything else has its limiting value.
     *
     * @param coefficients of the law that a walk ended at
     * @param crossed whether the objective had risen by the cut
     * @param side 1 for the upper end, -1 for the lower
     */
    static ProfileEnd of(Law law, Quantity quantity, double[] coefficients, boolean crossed, int side) {
        double value = quantity.value(coefficients);
        double farthest = side < 0 ? quantity.lowest() : quantity.highest();
        for (Exponent exponent : law.exponents()) {
            double power = coefficients[law.index(exponent.name())];
            boolean logarithm = power <= exponent.low() * 1.0001;
            if (logarithm || power >= exponent.high() / 1.0001) {
                boolean endless = quantity.name().equals(exponent.name())
                        || law.confounded(exponent).contains(quantity.name());
                String limit = (logarithm ? "a logarithm of " : "a step in ")
                        + exponent.base().variable();
                return new ProfileEnd(endless ? farthest : value, Optional.of(limit));
            }
        }
        if (crossed || value == farthest) {
            return new ProfileEnd(value, Optional.empty());
        }
        return new ProfileEnd(farthest, Optional.of("the fit hardly worsens however far it goes"));
    }
}

package org.sparselaw.analysis.plan;

import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.FittedLaw.Range;

/**
 * Something that follows from a law.
 *
 * @param value by the fitted coefficients
 * @param interval of 95 %, over the resamples; absent when the law has none
 */
public record Estimate(double value, Optional<Range> interval) {
    static final double LEVEL = 0.95;

    /** @param quantity of the coefficients in natural units, in the order of the law */
    static Estimate of(FittedLaw law, ToDoubleFunction<double[]> quantity) {
        return new Estimate(quantity.applyAsDouble(law.values()), law.interval(quantity, LEVEL));
    }

    /** As {@code 0.4267 [0.387, 0.458]}. */
    String text() {
        String plain = number(value);
        return interval.map(i -> plain + " " + text(i)).orElse(plain);
    }

    static String text(Range interval) {
        return "[" + number(interval.low()) + ", " + number(interval.high()) + "]";
    }

    /** Four significant digits, without zeros at the end: {@code 0.4267}, {@code 0.5}, {@code 2.183e9}. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "unknown" : value > 0 ? "infinite" : "-infinite";
        }
        String[] parts = String.format(Locale.ROOT, "%.4g", value).split("e", 2);
        String digits = parts[0].contains(".") ? parts[0].replaceFirst("\\.?0+$", "") : parts[0];
        return parts.length == 1 ? digits : digits + "e" + Integer.parseInt(parts[1]);
    }
}

package org.sparselaw.analysis.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as a reader wants them. */
final class Numbers {
    private static final String[] SCALES = {"", " k", " M", " B", " T"};

    private Numbers() {}

    /** Four significant digits: {@code 1.345}, {@code 6.769e+08}. */
    static String significant(double value) {
        return significant(value, 4);
    }

    static String significant(double value, int digits) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
        double size = rounded.abs().doubleValue();
        if (size != 0 && (size < 1e-3 || size >= 1e6)) {
            return String.format(Locale.ROOT, "%." + (digits - 1) + "e", rounded);
        }
        if (size == 0) {
            return "0";
        }
        int whole = rounded.precision() - rounded.scale();
        return rounded.setScale(Math.max(0, digits - whole)).toPlainString();
    }

    /** A count with three significant digits: {@code 1.33 M}, {@code 16.4 B}, {@code 250 k}. */
    static String count(double value) {
        double scaled = value;
        int scale = 0;
        while (scale + 1 < SCALES.length && Math.abs(scaled) >= 999.5) {
            scaled /= 1000;
            scale++;
        }
        String digits = new BigDecimal(scaled)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
        return digits + SCALES[scale];
    }

    /** A sparsity as configured, {@code 0.875}; computed ones belong to {@link #fixed}. */
    static String exact(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    static String fixed(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** FLOP: {@code 1.23e18}. */
    static String flop(double value) {
        return String.format(Locale.ROOT, "%.2e", value).replace("e+", "e");
    }

    /** A fraction as a percentage: {@code 1.04 %}. */
    static String percent(double fraction) {
        return fixed(100 * fraction, 2) + " %";
    }

    /** A number that always has a sign. */
    static String signed(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%+." + decimals + "f", value);
        return text.matches("-[0.]+") ? "+" + text.substring(1) : text;
    }

    /** A fraction as a percentage that always has a sign: {@code +1.04 %}. */
    static String signedPercent(double fraction) {
        return signed(100 * fraction, 2) + " %";
    }
}

package org.sparselaw.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A numeric interval as written in {@link Range}. */
record Interval(String text, double low, boolean lowIncluded, double high, boolean highIncluded) {
    private static final Pattern FORM = Pattern.compile("([\\[(])\\s*(\\S+)\\s*,\\s*(\\S+?)\\s*([\\])])");

    static Interval parse(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("Invalid interval: " + text);
        }
        return new Interval(
                text,
                bound(m.group(2)),
                m.group(1).equals("["),
                bound(m.group(3)),
                m.group(4).equals("]"));
    }

    boolean contains(double value) {
        boolean above = lowIncluded ? value >= low : value > low;
        boolean below = highIncluded ? value <= high : value < high;
        return above && below;
    }

    private static double bound(String text) {
        return switch (text) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}

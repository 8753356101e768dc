package org.sparselaw.analysis.optimum;

import java.util.function.DoubleUnaryOperator;

/**
 * The lowest point of a function over an interval: a scan, then golden section (Kiefer 1953) between the neighbours of the
 * lowest point of it. Of several minima it finds the lowest as long as the scan sees them apart.
 */
public final class LineSearch {
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final double PRECISION = 1e-9;

    private LineSearch() {}

    /**
     * Where the function is lowest; places where it is no number are not considered.
     *
     * @param steps of the scan
     */
    public static double lowest(DoubleUnaryOperator function, double from, double to, int steps) {
        double step = (to - from) / steps;
        double lowest = Double.POSITIVE_INFINITY;
        int at = 0;
        for (int i = 0; i <= steps; i++) {
            double here = function.applyAsDouble(from + i * step);
            if (here < lowest) {
                lowest = here;
                at = i;
            }
        }
        return golden(function, from + Math.max(0, at - 1) * step, from + Math.min(steps, at + 1) * step);
    }

    private static double golden(DoubleUnaryOperator function, double from, double to) {
        double low = from;
        double high = to;
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double atLeft = function.applyAsDouble(left);
        double atRight = function.applyAsDouble(right);
        while (high - low > PRECISION) {
            if (atLeft <= atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - GOLDEN * (high - low);
                atLeft = function.applyAsDouble(left);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + GOLDEN * (high - low);
                atRight = function.applyAsDouble(right);
            }
        }
        return (low + high) / 2;
    }
}

package org.sparselaw.analysis.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Round numbers for a logarithmic axis: 1, 2, 5, 10..., more within a decade, only powers of ten over many. */
final class Ticks {
    private static final int[] CLOSE = {1, 2, 3, 5, 7};
    private static final int[] NORMAL = {1, 2, 5};
    private static final int[] WIDE = {1};

    private Ticks() {}

    /** 1, 2, 4... up to a number: S = 0, .5, .75... for 1/(1-S). */
    static List<Double> halvings(double high) {
        List<Double> ticks = new ArrayList<>();
        for (double tick = 1; tick <= high; tick *= 2) {
            ticks.add(tick);
        }
        return ticks;
    }

    /** @param low above 0 */
    static List<Double> logarithmic(double low, double high) {
        int first = (int) Math.floor(StrictMath.log10(low));
        int last = (int) Math.ceil(StrictMath.log10(high));
        double decades = StrictMath.log10(high / low);
        int[] steps = decades <= 1 ? CLOSE : decades <= 4 ? NORMAL : WIDE;
        List<Double> ticks = new ArrayList<>();
        for (int power = first; power <= last; power++) {
            for (int step : steps) {
                double tick = BigDecimal.valueOf(step).scaleByPowerOfTen(power).doubleValue();
                if (tick >= low && tick <= high) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }
}

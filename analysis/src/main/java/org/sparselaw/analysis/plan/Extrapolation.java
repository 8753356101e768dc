package org.sparselaw.analysis.plan;

import static org.sparselaw.analysis.plan.Estimate.number;

import java.util.ArrayList;
import java.util.List;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.law.FittedLaw.Ranges;

/** Says which of S, N and D lies outside the runs that were fitted, and how far. */
final class Extrapolation {
    private Extrapolation() {}

    /** One sentence for each that is outside; none when a prediction here rests on runs on all sides. */
    static List<String> of(Ranges fitted, double s, double n, double d) {
        List<String> outside = new ArrayList<>();
        if (!fitted.sparsity().contains(s)) {
            outside.add(sparsity(fitted.sparsity(), s));
        }
        if (!fitted.nonZeros().contains(n)) {
            outside.add(amount("N", fitted.nonZeros(), n));
        }
        if (!fitted.data().contains(d)) {
            outside.add(amount("D", fitted.data(), d));
        }
        return outside;
    }

    private static String sparsity(Range fitted, double s) {
        return s > fitted.high()
                ? "S = " + number(s) + " is above the highest fitted, " + number(fitted.high()) + ": "
                        + number((1 - fitted.high()) / (1 - s)) + " times fewer weights are left"
                : "S = " + number(s) + " is below the lowest fitted, " + number(fitted.low());
    }

    private static String amount(String symbol, Range fitted, double value) {
        boolean above = value > fitted.high();
        double end = above ? fitted.high() : fitted.low();
        return symbol + " = " + number(value) + " is " + number(value / end) + " times the "
                + (above ? "largest" : "smallest") + " fitted, " + number(end);
    }
}

package org.sparselaw.analysis.optimum;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.sparselaw.analysis.law.FittedLaw;

/**
 * S_opt over a grid: a row for each number of non-zero parameters, a column for each training budget, written as the data D
 * with which that budget trains a dense model of the row's size (C = 6 N D).
 *
 * @param nonZeros N of the rows, rising
 * @param denseData D of the columns, rising
 * @param plans by row, then column
 */
public record SparsityTable(List<Double> nonZeros, List<Double> denseData, List<List<SparsityPlan>> plans) {
    private static final int LEVELS = 4;

    /** A 4 x 4 grid, geometric between the smallest and largest N and D of the fitted runs. */
    public static SparsityTable of(FittedLaw law, TrainingCost cost) {
        List<Double> sizes = geometric(law.ranges().nonZeros());
        List<Double> amounts = geometric(law.ranges().data());
        List<List<SparsityPlan>> plans = new ArrayList<>();
        for (double n : sizes) {
            plans.add(amounts.stream()
                    .map(d -> SparsityPlan.of(law, cost, n, cost.flop(0, n, d)))
                    .toList());
        }
        return new SparsityTable(sizes, amounts, plans);
    }

    /** The table as aligned text; a star marks what lies outside the fitted runs. */
    public String text() {
        StringBuilder text = new StringBuilder(
                "Optimal sparsity by non-zero parameters N (rows) and budget, as the D of a dense model (columns)\n");
        text.append(String.format(Locale.ROOT, "%12s", "N \\ D"));
        denseData.forEach(d -> text.append(String.format(Locale.ROOT, "%12.3g", d)));
        text.append('\n');
        for (int row = 0; row < nonZeros.size(); row++) {
            text.append(String.format(Locale.ROOT, "%12.3g", nonZeros.get(row)));
            for (SparsityPlan plan : plans.get(row)) {
                text.append(String.format(Locale.ROOT, "%11.3f%s", plan.sparsity(), plan.covered() ? " " : "*"));
            }
            text.append('\n');
        }
        if (plans.stream().flatMap(List::stream).anyMatch(p -> !p.covered())) {
            text.append("* outside the S, N or D of the fitted runs\n");
        }
        return text.toString();
    }

    private static List<Double> geometric(FittedLaw.Range range) {
        return DoubleStream.iterate(0, i -> i + 1)
                .limit(LEVELS)
                .map(i -> range.low() * StrictMath.pow(range.high() / range.low(), i / (LEVELS - 1)))
                .boxed()
                .toList();
    }
}

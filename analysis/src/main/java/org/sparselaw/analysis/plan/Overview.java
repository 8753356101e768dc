package org.sparselaw.analysis.plan;

import static org.sparselaw.analysis.plan.Estimate.number;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.FittedLaw.LevelResidual;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.optimum.ComputeOptimal;
import org.sparselaw.analysis.optimum.OptimalSparsity;
import org.sparselaw.analysis.optimum.SparsityPlan;
import org.sparselaw.analysis.optimum.SparsityTable;
import org.sparselaw.analysis.optimum.TrainingCost;

/**
 * What a law says without a question: optimal sparsities over the range of the runs, and what each of their sparsities is worth.
 *
 * @param denseData the budgets of the cells, as the D with which they train a dense model of the cell's N
 * @param sparsities S_opt by N, then budget
 * @param onDenseOptimalLine S_opt where dense training is compute-optimal, the same for every size
 * @param computeOptimal S where N, S and D are all free, the same for every budget
 */
public record Overview(
        List<Double> nonZeros,
        List<Double> denseData,
        List<List<Cell>> sparsities,
        Estimate onDenseOptimalLine,
        Estimate computeOptimal,
        List<SparsityWorth> worths)
        implements Answer {

    /** @param covered whether S_opt, N and D lie within the runs that were fitted */
    public record Cell(Estimate sparsity, boolean covered) {}

    public static Overview of(FittedLaw law, TrainingCost cost) {
        SparsityTable table = SparsityTable.of(law, cost);
        List<List<Cell>> sparsities = table.plans().stream()
                .map(row -> row.stream().map(plan -> cell(law, cost, plan)).toList())
                .toList();
        return new Overview(
                table.nonZeros(),
                table.denseData(),
                sparsities,
                Estimate.of(law, c -> optimum(c, cost).sparsityOnDenseOptimalLine()),
                Estimate.of(law, c -> new ComputeOptimal(SparseCoefficients.of(c), cost).sparsity()),
                law.residualBySparsity().stream()
                        .map(LevelResidual::level)
                        .filter(s -> s > 0)
                        .map(s -> SparsityWorth.of(law, cost, s))
                        .toList());
    }

    private static Cell cell(FittedLaw law, TrainingCost cost, SparsityPlan plan) {
        return new Cell(
                Estimate.of(law, c -> optimum(c, cost).sparsity(plan.nonZeros(), plan.budget())), plan.covered());
    }

    private static OptimalSparsity optimum(double[] coefficients, TrainingCost cost) {
        return new OptimalSparsity(SparseCoefficients.of(coefficients), cost);
    }

    @Override
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add("Optimal sparsity by non-zero parameters N (rows) and budget, as the D of a dense model (columns)");
        lines.add(String.format(Locale.ROOT, "%10s", "N \\ D")
                + denseData.stream()
                        .map(d -> String.format(Locale.ROOT, "  %-19s", number(d)))
                        .collect(Collectors.joining()));
        for (int row = 0; row < nonZeros.size(); row++) {
            lines.add(String.format(Locale.ROOT, "%10s", number(nonZeros.get(row)))
                    + sparsities.get(row).stream()
                            .map(cell -> String.format(Locale.ROOT, "  %-19s", text(cell)))
                            .collect(Collectors.joining()));
        }
        if (sparsities.stream().flatMap(List::stream).anyMatch(cell -> !cell.covered())) {
            lines.add("* outside the S, N or D of the fitted runs");
        }
        lines.add("S_opt where dense training is compute-optimal: " + onDenseOptimalLine.text());
        lines.add("S with size and data chosen as well as S: " + computeOptimal.text());
        return lines.stream().map(line -> line.stripTrailing() + "\n").collect(Collectors.joining())
                + worths.stream().map(SparsityWorth::text).collect(Collectors.joining());
    }

    /** Two digits of an interval are what it is good for. */
    private static String text(Cell cell) {
        String value = String.format(Locale.ROOT, "%.3f", cell.sparsity().value());
        String interval = cell.sparsity().interval().map(Overview::brackets).orElse("");
        return value + interval + (cell.covered() ? "" : "*");
    }

    private static String brackets(Range interval) {
        return String.format(Locale.ROOT, " [%.2f, %.2f]", interval.low(), interval.high());
    }
}

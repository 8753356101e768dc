package org.sparselaw.analysis.plan;

import java.util.List;
import java.util.stream.Collectors;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.FittedLaw.LevelResidual;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.optimum.ComputeOptimal;
import org.sparselaw.analysis.optimum.OptimalSparsity;
import org.sparselaw.analysis.optimum.SparsityTable;
import org.sparselaw.analysis.optimum.TrainingCost;

/**
 * What a law says without a question: optimal sparsities over the range of the runs, and what each of their sparsities is worth.
 *
 * @param onDenseOptimalLine S_opt where dense training is compute-optimal, the same for every size
 * @param computeOptimal S where N, S and D are all free, the same for every budget
 */
public record Overview(
        SparsityTable table, Estimate onDenseOptimalLine, Estimate computeOptimal, List<SparsityWorth> worths)
        implements Answer {
    public static Overview of(FittedLaw law, TrainingCost cost) {
        return new Overview(
                SparsityTable.of(law, cost),
                Estimate.of(law, c -> new OptimalSparsity(SparseCoefficients.of(c), cost).sparsityOnDenseOptimalLine()),
                Estimate.of(law, c -> new ComputeOptimal(SparseCoefficients.of(c), cost).sparsity()),
                law.residualBySparsity().stream()
                        .map(LevelResidual::level)
                        .filter(s -> s > 0)
                        .map(s -> SparsityWorth.of(law, cost, s))
                        .toList());
    }

    @Override
    public String text() {
        return table.text()
                + "S_opt where dense training is compute-optimal: " + onDenseOptimalLine.text() + "\n"
                + "S with size and data chosen as well as S: " + computeOptimal.text() + "\n"
                + worths.stream().map(SparsityWorth::text).collect(Collectors.joining());
    }
}

package org.sparselaw.analysis.plan;

import static org.sparselaw.analysis.plan.Estimate.number;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.LawForm;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.optimum.LowestLoss;
import org.sparselaw.analysis.optimum.OptimalSparsity;
import org.sparselaw.analysis.optimum.TrainingCost;

/**
 * How sparse a model should be for a training budget, with its size given: that of the pruned model, or that before pruning.
 *
 * @param nonZeros N of the plan
 * @param denseParameters N/(1-S), what is trained before it is pruned
 * @param budget C in FLOP
 * @param sparsity S_opt
 * @param data D that the budget pays for at S_opt
 * @param loss of the plan; its interval is that of the plan's S, N and D
 * @param denseData D that the budget pays for without sparsity, at the size that was given
 * @param denseLoss of that dense model
 * @param outside which of S, N and D of the plan the fitted runs do not cover
 */
public record SizePlan(
        double nonZeros,
        double denseParameters,
        double budget,
        Estimate sparsity,
        Estimate data,
        String dataUnit,
        Estimate loss,
        double denseData,
        Estimate denseLoss,
        List<String> outside)
        implements Answer {

    /** For a number of non-zero parameters: S_opt(N, C). Any law; in closed form for the sparse one. */
    public static SizePlan forNonZeros(FittedLaw law, TrainingCost cost, double nonZeros, double budget) {
        ToDoubleFunction<double[]> sparsity = law.form() == LawForm.SPARSE
                ? c -> new OptimalSparsity(SparseCoefficients.of(c), cost).sparsity(nonZeros, budget)
                : c -> new LowestLoss(law.form().law(), c, cost).sparsityForNonZeros(nonZeros, budget);
        ToDoubleFunction<double[]> data = c -> cost.data(sparsity.applyAsDouble(c), nonZeros, budget);
        double s = sparsity.applyAsDouble(law.values());
        return of(law, cost, nonZeros, nonZeros / (1 - s), budget, sparsity, data, nonZeros);
    }

    /** For a dense size that is to be pruned: S_opt(N_dense, C). Any law. */
    public static SizePlan forDenseSize(FittedLaw law, TrainingCost cost, double denseSize, double budget) {
        ToDoubleFunction<double[]> sparsity =
                c -> new LowestLoss(law.form().law(), c, cost).sparsityForDenseSize(denseSize, budget);
        ToDoubleFunction<double[]> data = c -> {
            double s = sparsity.applyAsDouble(c);
            return cost.data(s, denseSize * (1 - s), budget);
        };
        double s = sparsity.applyAsDouble(law.values());
        return of(law, cost, denseSize * (1 - s), denseSize, budget, sparsity, data, denseSize);
    }

    private static SizePlan of(
            FittedLaw law,
            TrainingCost cost,
            double nonZeros,
            double denseParameters,
            double budget,
            ToDoubleFunction<double[]> sparsity,
            ToDoubleFunction<double[]> data,
            double unprunedSize) {
        double s = sparsity.applyAsDouble(law.values());
        double d = data.applyAsDouble(law.values());
        double denseData = cost.data(0, unprunedSize, budget);
        return new SizePlan(
                nonZeros,
                denseParameters,
                budget,
                Estimate.of(law, sparsity),
                Estimate.of(law, data),
                Answer.unit(law),
                Estimate.of(law, c -> law.form().law().loss(c, s, nonZeros, d)),
                denseData,
                Estimate.of(law, c -> law.form().law().loss(c, 0, unprunedSize, denseData)),
                Extrapolation.of(law.ranges(), s, nonZeros, d));
    }

    @Override
    public String text() {
        return "optimal sparsity " + sparsity.text() + " for C = " + number(budget) + " FLOP\n"
                + "  train " + number(denseParameters) + " parameters, of which N = " + number(nonZeros)
                + " remain, on "
                + data.text() + " " + dataUnit + "\n"
                + "  expected loss " + loss.text() + "; without sparsity, on " + number(denseData) + " " + dataUnit
                + ": "
                + denseLoss.text() + "\n"
                + Answer.warnings(outside);
    }
}

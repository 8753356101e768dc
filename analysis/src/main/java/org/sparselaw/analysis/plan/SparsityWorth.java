package org.sparselaw.analysis.plan;

import static org.sparselaw.analysis.plan.Estimate.number;

import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.optimum.OptimalSparsity;
import org.sparselaw.analysis.optimum.TrainingCost;

/**
 * What a sparsity is worth at equal loss and data, whatever the size: the dense model that is as good has
 * {@code denseSize} times as many parameters, and training the sparse one costs {@code cost} times as much per non-zero
 * parameter, so {@code cost/denseSize} times as much as training the dense one.
 *
 * @param trainingCost c_mul(S)
 * @param costOfDense FLOP of training relative to the dense model that is as good
 */
public record SparsityWorth(double sparsity, Estimate denseSize, double trainingCost, Estimate costOfDense)
        implements Answer {
    public static SparsityWorth of(FittedLaw law, TrainingCost cost, double sparsity) {
        law.sparse();
        double multiplier = cost.multiplier(sparsity);
        return new SparsityWorth(
                sparsity,
                Estimate.of(law, c -> denseSize(c, cost, sparsity)),
                multiplier,
                Estimate.of(law, c -> multiplier / denseSize(c, cost, sparsity)));
    }

    private static double denseSize(double[] coefficients, TrainingCost cost, double sparsity) {
        return new OptimalSparsity(SparseCoefficients.of(coefficients), cost).effectiveDenseSize(sparsity);
    }

    @Override
    public String text() {
        return "S = " + number(sparsity) + " is as good as a dense model of " + denseSize.text()
                + " N; training costs " + number(trainingCost) + " per non-zero parameter, " + costOfDense.text()
                + " of that dense model's\n";
    }
}

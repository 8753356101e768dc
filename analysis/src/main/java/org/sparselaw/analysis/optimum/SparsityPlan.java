package org.sparselaw.analysis.optimum;

import org.sparselaw.analysis.law.FittedLaw;

/**
 * What to train for a number of non-zero parameters and a budget.
 *
 * @param nonZeros N
 * @param budget C in FLOP
 * @param sparsity S_opt(N, C)
 * @param data D that the budget pays for at S_opt, in the law's unit
 * @param loss expected with S_opt
 * @param denseData D that the budget pays for without sparsity
 * @param denseLoss expected without sparsity, for the same N and C
 * @param covered whether S_opt, N and D lie within the runs that were fitted
 */
public record SparsityPlan(
        double nonZeros,
        double budget,
        double sparsity,
        double data,
        double loss,
        double denseData,
        double denseLoss,
        boolean covered) {

    public static SparsityPlan of(FittedLaw law, TrainingCost cost, double nonZeros, double budget) {
        double s = new OptimalSparsity(law.sparse(), cost).sparsity(nonZeros, budget);
        double data = cost.data(s, nonZeros, budget);
        double denseData = cost.data(0, nonZeros, budget);
        return new SparsityPlan(
                nonZeros,
                budget,
                s,
                data,
                law.predict(s, nonZeros, data),
                denseData,
                law.predict(0, nonZeros, denseData),
                law.ranges().cover(s, nonZeros, data));
    }
}

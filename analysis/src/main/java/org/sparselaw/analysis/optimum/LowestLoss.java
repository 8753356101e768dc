package org.sparselaw.analysis.optimum;

import org.sparselaw.analysis.law.Law;

/**
 * The sparsity with the lowest loss for a training budget C, found by search: for any law, and for either size held fixed, that
 * of the pruned model or that before pruning.
 */
public final class LowestLoss {
    private final Law law;
    private final double[] coefficients;
    private final TrainingCost cost;

    /** @param coefficients in the order of the law */
    public LowestLoss(Law law, double[] coefficients, TrainingCost cost) {
        this.law = law;
        this.coefficients = coefficients.clone();
        this.cost = cost;
    }

    /** S_opt(N, C), as {@link OptimalSparsity} has it in closed form for the sparse law. */
    public double sparsityForNonZeros(double nonZeros, double flop) {
        return SparsitySearch.lowest(s -> loss(s, nonZeros, flop));
    }

    /**
     * S_opt(N_dense, C): the S with the lowest L(S, N_dense (1-S), C / (6 N_dense (1-S) c_mul(S))), as where an architecture is
     * fixed or a pretrained model is pruned. More sparsity is then a smaller model, and more data for the same FLOP:
     * (1-S) c_mul(S) = slope + (1-slope)(1-S). At {@link TrainingCost#DENSE} the data do not depend on S, and S_opt neither on
     * the budget nor, in the sparse law, on N_dense.
     */
    public double sparsityForDenseSize(double denseSize, double flop) {
        return SparsitySearch.lowest(s -> loss(s, denseSize * (1 - s), flop));
    }

    private double loss(double s, double nonZeros, double flop) {
        return law.loss(coefficients, s, nonZeros, cost.data(s, nonZeros, flop));
    }
}

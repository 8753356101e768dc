package org.sparselaw.training.prune;

import java.util.List;
import org.sparselaw.training.model.TensorSpec;

/**
 * How a model is pruned: all that decides its masks but the weights. What the masks will count is known from this alone,
 * before a run.
 *
 * @param sparsity S, the target in [0, 1)
 */
public record Pruning(
        double sparsity, PruningSchedule schedule, SparsityDistribution distribution, SparsityPattern pattern) {

    /** The sparsity that a mask recomputed in this step gives a tensor. */
    double sparsity(TensorSpec tensor, long step) {
        return distribution.sparsity(tensor, sparsity) * schedule.progress(step);
    }

    private NonZeros nonZeros(List<TensorSpec> tensors, double progress) {
        return NonZeros.of(tensors, tensor -> {
            double s = distribution.sparsity(tensor, sparsity) * progress;
            return s == 0 ? tensor.size() : pattern.kept(tensor.size(), s);
        });
    }

    /** The exact counts at the end of a run, planned without running it. */
    public NonZeros finalNonZeros(List<TensorSpec> tensors) {
        return nonZeros(tensors, schedule.finalProgress());
    }

    /**
     * Theoretical training FLOP of a run's first steps: 6 n d summed over the steps, where n is the number of parameters
     * without embeddings that the masks keep as the step begins and d the tokens of a step. This is the C = 6 N D c_mul(S)
     * of Frantar et al. 2023 (section 4), integrated over the masks as they are instead of the ideal ramp. Hardware that
     * does not skip zeros spends the dense cost.
     *
     * @param tokens of one step
     */
    public double trainingFlop(List<TensorSpec> tensors, long steps, long tokens) {
        long kept = NonZeros.dense(tensors).withoutEmbeddings();
        double sum = 0;
        for (long step = 0; step < steps; step++) {
            sum += kept;
            if (schedule.recomputesMask(step)) {
                kept = nonZeros(tensors, schedule.progress(step)).withoutEmbeddings();
            }
        }
        return 6.0 * tokens * sum;
    }
}

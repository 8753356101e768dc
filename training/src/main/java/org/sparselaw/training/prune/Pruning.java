package org.sparselaw.training.prune;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.sparselaw.training.model.TensorSpec;

/**
 * How a model is pruned: all that decides its masks but the weights. What the masks will count is known from this alone,
 * before a run.
 *
 * @param sparsity S, the target in [0, 1)
 */
public record Pruning(
        double sparsity,
        PruningSchedule schedule,
        SparsityDistribution distribution,
        SparsityPattern pattern,
        PruningMethod method) {
    /** Of a dense model. */
    public static Pruning none() {
        return magnitude(0, new Dense());
    }

    /** What Frantar et al. 2023 do: uniform, unstructured, by magnitude. */
    public static Pruning magnitude(double sparsity, PruningSchedule schedule) {
        return new Pruning(sparsity, schedule, new Uniform(), new Unstructured(), new Magnitude());
    }

    /** The final sparsity of each tensor. */
    List<Double> sparsities(List<TensorSpec> tensors) {
        return distribution.sparsities(tensors, sparsity);
    }

    /** Whether masks are recomputed in a step: when the schedule says so, and with straight-through besides. */
    boolean recomputesMasks(long step) {
        return schedule.recomputesMask(step)
                || (method instanceof StraightThrough dense
                        && step % dense.interval() == 0
                        && schedule.progress(step) > 0);
    }

    /**
     * @throws IllegalArgumentException when tensors cannot be pruned so; its message names the first of them and why
     */
    public void check(List<TensorSpec> tensors) {
        if (method instanceof DropAndGrow && !(pattern instanceof Unstructured)) {
            throw new IllegalArgumentException("pattern '" + pattern.name() + "' is not allowed with method "
                    + method.name() + " (must be unstructured)");
        }
        if (method instanceof DropAndGrow && !(schedule instanceof Constant)) {
            throw new IllegalArgumentException("schedule '" + schedule.name() + "' is not allowed with method "
                    + method.name() + " (must be constant)");
        }
        if (distribution instanceof ByName named) {
            named.check(tensors);
        }
        List<Double> sparsities = sparsities(tensors);
        for (int i = 0; i < tensors.size(); i++) {
            Optional<String> misfit =
                    sparsities.get(i) == 0 ? Optional.empty() : pattern.misfit(tensors.get(i), sparsities.get(i));
            if (misfit.isPresent()) {
                throw new IllegalArgumentException("pattern '" + pattern.name() + "' does not fit "
                        + tensors.get(i).name() + ": " + misfit.get());
            }
        }
    }

    private NonZeros nonZeros(List<TensorSpec> tensors, List<Double> sparsities, double progress) {
        Iterator<Double> its = sparsities.iterator();
        return NonZeros.of(tensors, tensor -> {
            double sparsity = its.next() * progress;
            return sparsity == 0 ? tensor.size() : pattern.kept(tensor, sparsity);
        });
    }

    /** The exact counts at the end of a run, planned without running it. */
    public NonZeros finalNonZeros(List<TensorSpec> tensors) {
        return nonZeros(tensors, sparsities(tensors), schedule.finalProgress());
    }

    /**
     * Theoretical training FLOP of a run's first steps: 6 n d summed over the steps, where n is the number of parameters
     * without embeddings that the masks keep as the step begins and d the tokens of a step. This is the C = 6 N D c_mul(S)
     * of Frantar et al. 2023 (section 4), integrated over the masks as they are instead of the ideal ramp. In steps that need
     * dense gradients (all of straight-through, the exchanges of RigL) the 2 n d of the weights' gradients are those of the
     * dense model: 4 n d + 2 n_dense d (Evci et al. 2020). Hardware that does not skip zeros spends the dense cost.
     *
     * @param tokens of one step
     */
    public double trainingFlop(List<TensorSpec> tensors, long steps, long tokens) {
        List<Double> sparsities = sparsities(tensors);
        long dense = NonZeros.dense(tensors).withoutEmbeddings();
        long kept = nonZeros(tensors, sparsities, schedule.initialProgress()).withoutEmbeddings();
        double sum = 0;
        for (long step = 0; step < steps; step++) {
            sum += 4.0 * kept + 2.0 * (method.needsDenseGradients(step) ? dense : kept);
            if (recomputesMasks(step)) {
                kept = nonZeros(tensors, sparsities, schedule.progress(step)).withoutEmbeddings();
            }
        }
        return tokens * sum;
    }
}

package org.sparselaw.training.prune;

/**
 * When masks are recomputed and how far the sparsity has come by then.
 *
 * <p>One of three choices that combine freely: schedule (when), {@link SparsityDistribution} (which tensor how much) and
 * {@link SparsityPattern} (which weights of a tensor).
 */
public sealed interface PruningSchedule permits Gradual, Dense {
    /** As in the run table: {@code gradual}. */
    String name();

    /** Whether the masks are recomputed in this step (from 0), from the weights before its optimiser update. */
    boolean recomputesMask(long step);

    /** The share in [0, 1] of the target sparsity that masks recomputed in this step reach. */
    double progress(long step);

    /** The progress of the last masks of a run. */
    double finalProgress();
}

package org.sparselaw.training.prune;

import org.sparselaw.config.Variant;

/**
 * When masks are recomputed and how far the sparsity has come by then.
 *
 * <p>One of the choices that combine freely: schedule (when), {@link SparsityDistribution} (which tensor how much),
 * {@link SparsityPattern} (which weights of a tensor); and {@link PruningMethod}, what becomes of weights that are not kept.
 */
public sealed interface PruningSchedule permits Gradual, OneShot, Constant, Acdc, Dense {
    /** Steps between recomputed masks in the experiments of Frantar et al. 2023. */
    long INTERVAL = 100;

    /** As in the run table: {@code gradual}. */
    default String name() {
        return getClass().getAnnotation(Variant.class).value();
    }

    /** The share of the target sparsity that the model has before its first step. */
    default double initialProgress() {
        return 0;
    }

    /** Whether the masks are recomputed in this step (from 0), from the weights before its optimiser update. */
    boolean recomputesMask(long step);

    /** The share in [0, 1] of the target sparsity that masks recomputed in this step reach. */
    double progress(long step);

    /** The progress of the last masks of a run. */
    double finalProgress();

    /**
     * Steps between masks over a part of a run.
     *
     * <p>Deviation: the authors always recompute every 100 steps; here a part shorter than 5,000 steps is still cut in about
     * 50, so that a short run is pruned as gradually as a long one.
     */
    static long interval(long steps) {
        return Math.max(1, Math.min(INTERVAL, steps / 50));
    }
}

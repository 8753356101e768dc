package org.sparselaw.training.prune;

import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;

/**
 * Prunes to the full sparsity in one step and trains on under the mask, as Han et al. 2015 do with a single round.
 *
 * @param at the step
 */
@Variant(key = "kind", value = "one-shot")
public record OneShot(@Range("[0, inf)") long at) implements PruningSchedule {
    /**
     * @param steps of the run, at least 1
     * @param share of the steps before pruning
     */
    public static OneShot over(long steps, double share) {
        return new OneShot(Math.min((long) (share * steps), steps - 1));
    }

    @Override
    public boolean recomputesMask(long step) {
        return step == at;
    }

    @Override
    public double progress(long step) {
        return step < at ? 0 : 1;
    }

    @Override
    public double finalProgress() {
        return 1;
    }
}

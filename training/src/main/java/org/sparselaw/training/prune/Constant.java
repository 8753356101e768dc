package org.sparselaw.training.prune;

import org.sparselaw.config.Variant;

/**
 * Sparse from the first step on: masks of the initial weights. With magnitude pruning they stay as they are; other methods change
 * them at their own times.
 */
@Variant(key = "kind", value = "constant")
public record Constant() implements PruningSchedule {
    @Override
    public double initialProgress() {
        return 1;
    }

    @Override
    public boolean recomputesMask(long step) {
        return false;
    }

    @Override
    public double progress(long step) {
        return 1;
    }

    @Override
    public double finalProgress() {
        return 1;
    }
}

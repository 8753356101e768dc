package org.sparselaw.training.prune;

import org.sparselaw.config.Variant;

/** Never prunes. */
@Variant(key = "kind", value = "dense")
public record Dense() implements PruningSchedule {
    @Override
    public boolean recomputesMask(long step) {
        return false;
    }

    @Override
    public double progress(long step) {
        return 0;
    }

    @Override
    public double finalProgress() {
        return 0;
    }
}

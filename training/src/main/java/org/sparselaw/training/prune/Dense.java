package org.sparselaw.training.prune;

/** Never prunes. */
public record Dense() implements PruningSchedule {
    @Override
    public String name() {
        return "dense";
    }

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

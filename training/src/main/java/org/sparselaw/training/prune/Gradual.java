package org.sparselaw.training.prune;

import org.sparselaw.config.Range;

/**
 * Gradual magnitude pruning (Zhu and Gupta 2017), as in the experiments of Frantar et al. 2023: the sparsity in step t is
 * S (1 - (1 - p)^power) with p = clip(t + 1 - start, 0, end - start) / (end - start).
 *
 * <p>Masks are recomputed every {@code interval} steps from {@code start} on, and in step {@code end - 1}, the first one in
 * which the formula gives S. Deviation: the authors' last recomputation falls on step {@code end}; one step earlier the
 * final sparsity is reached exactly even where the interval does not divide the ramp or the ramp ends with the run.
 *
 * @param start first step of the ramp
 * @param end the step after the last of the ramp
 * @param power of the ramp (3)
 * @param interval steps between recomputed masks (100)
 */
public record Gradual(
        @Range("[0, inf)") long start,
        @Range("[1, inf)") long end,
        @Range("[1, inf)") double power,
        @Range("[1, inf)") long interval)
        implements PruningSchedule {
    /** Of the ramp in all of the authors' experiments. */
    public static final double POWER = 3;

    private static final long INTERVAL = 100;
    private static final long MASKS = 50;

    public Gradual {
        if (end <= start) {
            throw new IllegalArgumentException("end " + end + " must be after start " + start);
        }
    }

    /**
     * The cubic ramp over a part of a run.
     *
     * <p>Deviation: the authors always recompute every 100 steps; here a ramp shorter than 5,000 steps is still cut in about
     * 50, so that a short run is pruned as gradually as a long one.
     *
     * @param steps of the run, at least 1
     * @param startShare of the steps before the ramp, for example .25
     * @param endShare of the steps up to the end of the ramp, for example .75
     */
    public static Gradual over(long steps, double startShare, double endShare) {
        long start = Math.min((long) (startShare * steps), steps - 1);
        long end = Math.max(start + 1, (long) (endShare * steps));
        return new Gradual(start, end, POWER, Math.max(1, Math.min(INTERVAL, (end - start) / MASKS)));
    }

    @Override
    public String name() {
        return "gradual";
    }

    @Override
    public boolean recomputesMask(long step) {
        return step == end - 1 || (step >= start && step < end && (step - start) % interval == 0);
    }

    @Override
    public double progress(long step) {
        double p = (double) Math.max(0, Math.min(step + 1 - start, end - start)) / (end - start);
        return 1 - Math.pow(1 - p, power);
    }

    @Override
    public double finalProgress() {
        return 1;
    }
}

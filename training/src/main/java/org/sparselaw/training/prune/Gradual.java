package org.sparselaw.training.prune;

import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;

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
@Variant(key = "kind", value = "gradual")
public record Gradual(
        @Range("[0, inf)") long start,
        @Range("[1, inf)") long end,
        @Range("(0, inf)") double power,
        @Range("[1, inf)") long interval)
        implements PruningSchedule {
    /** Of the ramp in all of the authors' experiments. */
    public static final double POWER = 3;

    public Gradual {
        if (end <= start) {
            throw new IllegalArgumentException("end " + end + " must be after start " + start);
        }
    }

    /**
     * The cubic ramp over a part of a run, recomputed as often as {@link PruningSchedule#interval} says.
     *
     * @param steps of the run, at least 1
     * @param startShare of the steps before the ramp, for example .25
     * @param endShare of the steps up to the end of the ramp, for example .75
     */
    public static Gradual over(long steps, double startShare, double endShare) {
        long start = Math.min((long) (startShare * steps), steps - 1);
        long end = Math.max(start + 1, (long) (endShare * steps));
        return new Gradual(start, end, POWER, PruningSchedule.interval(end - start));
    }

    /** This ramp along another power. */
    public Gradual withPower(double other) {
        return new Gradual(start, end, other, interval);
    }

    /** This ramp with masks recomputed at other intervals. */
    public Gradual withInterval(long steps) {
        return new Gradual(start, end, power, steps);
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

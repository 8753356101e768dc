package org.sparselaw.training.prune;

import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;

/**
 * Alternating compressed and decompressed training (Peste et al. 2021, algorithm 1): dense until {@code start}, then phases that
 * are sparse and dense by turns, the first one sparse; from {@code end} on sparse under one mask.
 *
 * <p>A sparse phase begins with the masks of the weights as they are and keeps them; weights that a dense phase gives back start
 * at 0. Deviation: the authors reset the momentum of all weights where a dense phase begins; here only that of the weights which
 * come back is 0.
 *
 * @param start first step of the first sparse phase
 * @param phase steps of a phase; one that does not end by {@code end} is cut short
 * @param end first step of the last sparse phase
 */
@Variant(key = "kind", value = "acdc")
public record Acdc(
        @Range("[0, inf)") long start,
        @Range("[1, inf)") long phase,
        @Range("[1, inf)") long end) implements PruningSchedule {
    public Acdc {
        if (end < start) {
            throw new IllegalArgumentException("end " + end + " must not be before start " + start);
        }
    }

    /**
     * @param steps of the run, at least 1
     * @param startShare of the steps before the first sparse phase
     * @param endShare of the steps before the last sparse phase
     * @param phaseShare of the steps in a phase
     */
    public static Acdc over(long steps, double startShare, double endShare, double phaseShare) {
        long end = Math.max(1, Math.min((long) (endShare * steps), steps - 1));
        return new Acdc(Math.min((long) (startShare * steps), end), Math.max(1, Math.round(phaseShare * steps)), end);
    }

    @Override
    public boolean recomputesMask(long step) {
        return step == end || (step >= start && step < end && (step - start) % phase == 0);
    }

    @Override
    public double progress(long step) {
        return step >= end || (step >= start && (step - start) / phase % 2 == 0) ? 1 : 0;
    }

    @Override
    public double finalProgress() {
        return 1;
    }
}

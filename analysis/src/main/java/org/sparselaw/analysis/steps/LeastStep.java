package org.sparselaw.analysis.steps;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The least finite loss of a run, in bounded memory. It is right when no step was written twice, for else the least loss may
 * be one that a later writing replaced. That no step was is known from the stretches in which steps rise: when these do not
 * overlap, all steps are different.
 */
final class LeastStep implements ValidatedSteps {
    /** Stretches kept; a run with more is treated as if steps were written twice. */
    private static final int STRETCHES = 64;

    private double least = Double.POSITIVE_INFINITY;
    private long count;
    private long[] first = new long[2];
    private long[] last = new long[2];
    private int stretches;
    private boolean tooMany;

    @Override
    public void add(long step, double loss, long written) {
        note(loss, 1);
        if (stretches > 0 && step > last[stretches - 1]) {
            last[stretches - 1] = step;
        } else {
            begin(step, step);
        }
    }

    @Override
    public void merge(ValidatedSteps other) {
        LeastStep o = (LeastStep) other;
        note(o.least, o.count);
        tooMany |= o.tooMany;
        for (int i = 0; i < o.stretches; i++) {
            begin(o.first[i], o.last[i]);
        }
    }

    /** Not a number when steps were validated, but none with a finite loss. */
    @Override
    public OptionalDouble loss() {
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(Double.isFinite(least) ? least : Double.NaN);
    }

    @Override
    public boolean certain() {
        if (tooMany) {
            return false;
        }
        long[] starts = Arrays.copyOf(first, stretches);
        long[] ends = Arrays.copyOf(last, stretches);
        Arrays.sort(starts);
        Arrays.sort(ends);
        // Stretches are disjoint exactly when, both sorted, each ends before the next begins.
        for (int i = 1; i < stretches; i++) {
            if (starts[i] <= ends[i - 1]) {
                return false;
            }
        }
        return true;
    }

    private void note(double loss, long steps) {
        count += steps;
        if (loss < least) {
            least = loss;
        }
    }

    private void begin(long from, long to) {
        if (stretches == STRETCHES) {
            tooMany = true;
            return;
        }
        if (stretches == first.length) {
            first = Arrays.copyOf(first, 2 * stretches);
            last = Arrays.copyOf(last, 2 * stretches);
        }
        first[stretches] = from;
        last[stretches] = to;
        stretches++;
    }
}

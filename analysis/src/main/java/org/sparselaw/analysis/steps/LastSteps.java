package org.sparselaw.analysis.steps;

import java.util.OptionalDouble;

/**
 * The last validated steps of a run, and their mean. What a part drops cannot be wanted later: it has as many greater steps
 * already.
 */
final class LastSteps implements ValidatedSteps {
    private final long[] steps;
    private final double[] losses;
    private final long[] written;
    private int size;

    /** @param count of steps to keep */
    LastSteps(int count) {
        steps = new long[count];
        losses = new double[count];
        written = new long[count];
    }

    @Override
    public void add(long step, double loss, long when) {
        int place = size;
        while (place > 0 && steps[place - 1] > step) {
            place--;
        }
        if (place > 0 && steps[place - 1] == step) {
            if (when >= written[place - 1]) {
                set(place - 1, step, loss, when);
            }
        } else if (size < steps.length) {
            shift(place, place + 1, size - place);
            size++;
            set(place, step, loss, when);
        } else if (place > 0) {
            shift(1, 0, place - 1);
            set(place - 1, step, loss, when);
        }
    }

    @Override
    public void merge(ValidatedSteps other) {
        LastSteps o = (LastSteps) other;
        for (int i = 0; i < o.size; i++) {
            add(o.steps[i], o.losses[i], o.written[i]);
        }
    }

    /** The mean, summed in the order of steps. */
    @Override
    public OptionalDouble loss() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += losses[i];
        }
        return size == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / size);
    }

    private void shift(int from, int to, int count) {
        System.arraycopy(steps, from, steps, to, count);
        System.arraycopy(losses, from, losses, to, count);
        System.arraycopy(written, from, written, to, count);
    }

    private void set(int place, long step, double loss, long when) {
        steps[place] = step;
        losses[place] = loss;
        written[place] = when;
    }
}

package org.sparselaw.analysis.steps;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Every validated step of a run as it was written, and the least finite loss when each step counts once. */
final class AllSteps implements ValidatedSteps {
    private long[] steps = new long[16];
    private double[] losses = new double[16];
    private long[] written = new long[16];
    private int size;

    @Override
    public void add(long step, double loss, long when) {
        if (size == steps.length) {
            steps = Arrays.copyOf(steps, 2 * size);
            losses = Arrays.copyOf(losses, 2 * size);
            written = Arrays.copyOf(written, 2 * size);
        }
        steps[size] = step;
        losses[size] = loss;
        written[size] = when;
        size++;
    }

    @Override
    public void merge(ValidatedSteps other) {
        AllSteps o = (AllSteps) other;
        for (int i = 0; i < o.size; i++) {
            add(o.steps[i], o.losses[i], o.written[i]);
        }
    }

    /** Not a number when steps were validated, but none with a finite loss. */
    @Override
    public OptionalDouble loss() {
        if (size == 0) {
            return OptionalDouble.empty();
        }
        Map<Long, Integer> counted = new HashMap<>();
        for (int i = 0; i < size; i++) {
            counted.merge(steps[i], i, (before, now) -> written[now] >= written[before] ? now : before);
        }
        return OptionalDouble.of(counted.values().stream()
                .mapToDouble(i -> losses[i])
                .filter(Double::isFinite)
                .min()
                .orElse(Double.NaN));
    }
}

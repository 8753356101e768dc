package org.sparselaw.training.optimizer;

import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;

/** From {@code rate} to 0 along a line: rate (1 - step / steps). */
@Variant(key = "kind", value = "linear")
public record Linear(
        @Range("(0, inf)") double rate, @Range("[1, inf)") long steps) implements LearningRate {
    @Override
    public double at(long step) {
        return rate * (1 - (double) Math.min(step, steps) / steps);
    }
}

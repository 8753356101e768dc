package org.sparselaw.training.optimizer;

import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;

/**
 * From {@code rate} to 0 along half a cosine, rate / 2 (1 + cos(pi step / steps)) (Loshchilov and Hutter 2017, without
 * restarts).
 */
@Variant(key = "kind", value = "cosine")
public record Cosine(
        @Range("(0, inf)") double rate, @Range("[1, inf)") long steps) implements LearningRate {
    @Override
    public double at(long step) {
        return rate / 2 * (1 + StrictMath.cos(Math.PI * Math.min(step, steps) / steps));
    }
}

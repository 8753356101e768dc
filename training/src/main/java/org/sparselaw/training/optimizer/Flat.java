package org.sparselaw.training.optimizer;

import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;

/** The same in all steps. */
@Variant(key = "kind", value = "constant")
public record Flat(@Range("(0, inf)") double rate) implements LearningRate {
    @Override
    public double at(long step) {
        return rate;
    }
}

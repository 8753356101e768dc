package org.sparselaw.training.optimizer;

import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;

/**
 * Step size rate / sqrt(max(step, c) / c): constant for c steps, then falling with the square root. With rate .01 and
 * c = 10,000 it is T5's 1 / sqrt(max(step, 10000)) (Raffel et al. 2020, section 3.1.2).
 *
 * @param rate of the constant phase
 * @param constantSteps c
 */
@Variant(key = "kind", value = "inverse-square-root")
public record InverseSquareRoot(
        @Range("(0, inf)") double rate, @Range("[1, inf)") long constantSteps) implements LearningRate {
    private static final long T5_CONSTANT_STEPS = 10_000;

    /**
     * The schedule of a run whose constant phase is a share of its steps, and never longer than T5's 10,000.
     *
     * <p>T5's 10,000 are 4 % of the shortest run of Frantar et al. 2023 (250,000 steps); with that share a short run sees the
     * same curve at a smaller scale.
     */
    public static InverseSquareRoot over(long steps, double rate, double constantShare) {
        long constant = Math.max(1, Math.min(T5_CONSTANT_STEPS, Math.round(constantShare * steps)));
        return new InverseSquareRoot(rate, constant);
    }

    @Override
    public double at(long step) {
        return step <= constantSteps ? rate : rate * Math.sqrt((double) constantSteps / step);
    }
}

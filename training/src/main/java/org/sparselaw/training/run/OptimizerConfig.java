package org.sparselaw.training.run;

import java.util.Optional;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.training.optimizer.Algorithm;
import org.sparselaw.training.optimizer.Cosine;
import org.sparselaw.training.optimizer.Ends;
import org.sparselaw.training.optimizer.Flat;
import org.sparselaw.training.optimizer.InverseSquareRoot;
import org.sparselaw.training.optimizer.LearningRate;
import org.sparselaw.training.optimizer.Linear;

/**
 * The optimiser of a run; the section {@code optimizer} of {@code training}. Shares are of a run's steps.
 *
 * @param algorithm {@code adafactor}, {@code adafactor-factored}, {@code adamw}, {@code sgd}
 * @param rate the greatest learning rate: relative to the weights for AdaFactor, absolute for the others
 * @param schedule of the rate: {@code rsqrt} (inverse square root), {@code cosine}, {@code linear}, {@code constant}
 * @param constantShare of rsqrt: the share before the rate falls, which ends after 10,000 steps at the latest
 * @param warmUp share in which the rate rises linearly from 0
 * @param coolDown share at the end in which the rate falls linearly to 0
 * @param clip greatest global norm of the gradients
 * @param beta1 decay of AdamW's first moment
 * @param beta2 decay of AdamW's second moment
 * @param epsilon of AdamW
 * @param weightDecay of adamw and sgd
 * @param momentum of sgd
 */
public record OptimizerConfig(
        @Default("adafactor") Kind algorithm,
        @Default(".01") @Range("(0, inf)") double rate,
        @Default("rsqrt") Schedule schedule,
        @Default(".04") @Range("[0, 1]") double constantShare,
        @Default("0") @Range("[0, 1]") double warmUp,
        @Default("0") @Range("[0, 1]") double coolDown,
        @Range("(0, inf)") Optional<Double> clip,
        @Default(".9") @Range("[0, 1)") double beta1,
        @Default(".999") @Range("[0, 1)") double beta2,
        @Default("1.0e-8") @Range("(0, inf)") double epsilon,
        @Default("0") @Range("[0, inf)") double weightDecay,
        @Default(".9") @Range("[0, 1)") double momentum) {

    /** Which optimiser. */
    public enum Kind {
        ADAFACTOR,
        ADAFACTOR_FACTORED,
        ADAMW,
        SGD
    }

    /** How the rate goes over a run. */
    public enum Schedule {
        RSQRT,
        COSINE,
        LINEAR,
        CONSTANT
    }

    /** Spelled out for a run of so many steps. */
    OptimizerSpec over(long steps) {
        Ends ends = new Ends(Math.round(warmUp * steps), Math.round(coolDown * steps), steps);
        boolean plain = ends.warmUp() == 0 && ends.coolDown() == 0;
        return new OptimizerSpec(kind(), learningRate(steps), plain ? Optional.empty() : Optional.of(ends), clip);
    }

    private Algorithm kind() {
        return switch (algorithm) {
            case ADAFACTOR -> new Algorithm.Unfactored();
            case ADAFACTOR_FACTORED -> new Algorithm.Factored();
            case ADAMW -> new Algorithm.Adam(beta1, beta2, epsilon, weightDecay);
            case SGD -> new Algorithm.Sgd(momentum, weightDecay);
        };
    }

    private LearningRate learningRate(long steps) {
        return switch (schedule) {
            case RSQRT -> InverseSquareRoot.over(steps, rate, constantShare);
            case COSINE -> new Cosine(rate, steps);
            case LINEAR -> new Linear(rate, steps);
            case CONSTANT -> new Flat(rate);
        };
    }
}

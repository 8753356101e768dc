package org.sparselaw.training.run;

import java.util.Optional;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;

/**
 * How runs are trained; the section {@code training} of a configuration.
 *
 * @param batch windows a step
 * @param seed of initial weights, order of the data and noise
 * @param validationWindows for the final loss: the first of the validation split, all of it when it has fewer (T5 and the
 *     paper: 20 batches of 128)
 * @param validateEvery steps between validations during the run; without it only the end is validated
 * @param threads of the device for one run; another number may change the last digits of a loss
 */
public record TrainingConfig(
        @Default("16") @Range("[1, inf)") int batch,
        @Default("0") long seed,
        @Default("{}") StepSize optimizer,
        @Default("{}") Ramp pruning,
        @Default("2560") @Range("[1, inf)") int validationWindows,
        @Range("[1, inf)") Optional<Long> validateEvery,
        @Default("cpu") String device,
        @Default("1") @Range("[1, inf)") int threads) {

    /**
     * The step size of AdaFactor.
     *
     * @param rate relative step size of the constant phase
     * @param constantShare the share of a run's steps in the constant phase, which ends after 10,000 steps at the latest
     */
    public record StepSize(
            @Default(".01") @Range("(0, inf)") double rate,
            @Default(".04") @Range("[0, 1]") double constantShare) {}

    /**
     * When sparse runs are pruned.
     *
     * @param start share of the steps before pruning begins
     * @param end share of the steps after which the final sparsity is reached
     */
    public record Ramp(
            @Default(".25") @Range("[0, 1)") double start,
            @Default(".75") @Range("(0, 1]") double end) {
        public Ramp {
            if (end <= start) {
                throw new IllegalArgumentException("end " + end + " must be above start " + start);
            }
        }
    }

    public TrainingConfig withSeed(long other) {
        return new TrainingConfig(batch, other, optimizer, pruning, validationWindows, validateEvery, device, threads);
    }

    /**
     * The steps that come closest to an amount of data, at least one.
     *
     * @param tokens D
     * @param tokensPerExample counted as D is: {@link org.sparselaw.training.data.Objective#countedTokens}
     */
    public long steps(long tokens, int tokensPerExample) {
        return Math.max(1, Math.round((double) tokens / ((long) batch * tokensPerExample)));
    }
}

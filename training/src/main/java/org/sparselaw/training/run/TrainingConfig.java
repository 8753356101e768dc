package org.sparselaw.training.run;

import java.util.Optional;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.training.data.Augmentation;
import org.sparselaw.training.device.Precision;

/**
 * How runs are trained; the section {@code training} of a configuration.
 *
 * @param batch windows or images a step
 * @param seed of initial weights, order of the data and noise
 * @param validationExamples windows or images for the final loss: the first of the validation split, all of it when it has
 *     fewer (T5 and the paper: 20 batches of 128)
 * @param validateEvery steps between validations during the run; without it only the end is validated
 * @param checkpointEvery steps between the checkpoints that a run which is broken off goes on from; no part of a run's id,
 *     for no result depends on it
 * @param device {@code cpu}; {@code cuda}, an NVIDIA GPU; {@code auto}, the GPU where it works and else the CPU, as the log says;
 *     or {@code nd4j}
 * @param threads of the CPU for one run; another number may change the last digits of a loss
 * @param precision of matrix products: {@code f32}; {@code tf32}, f32 numbers rounded for the tensor cores of GPUs; or
 *     {@code bf16} with f32 weights, on GPUs and on processors that have it
 * @param augmentation of images; text is not varied
 */
public record TrainingConfig(
        @Default("16") @Range("[1, inf)") int batch,
        @Default("0") long seed,
        @Default("{}") OptimizerConfig optimizer,
        @Default("{}") PruningConfig pruning,
        @Default("2560") @Range("[1, inf)") int validationExamples,
        @Range("[1, inf)") Optional<Long> validateEvery,
        @Default("1000") @Range("[1, inf)") long checkpointEvery,
        @Default("cpu") String device,
        @Default("1") @Range("[1, inf)") int threads,
        @Default("f32") Precision precision,
        @Default("{}") Augmentation augmentation) {

    public TrainingConfig withSeed(long other) {
        return new TrainingConfig(
                batch,
                other,
                optimizer,
                pruning,
                validationExamples,
                validateEvery,
                checkpointEvery,
                device,
                threads,
                precision,
                augmentation);
    }

    public TrainingConfig withPruning(PruningConfig other) {
        return new TrainingConfig(
                batch,
                seed,
                optimizer,
                other,
                validationExamples,
                validateEvery,
                checkpointEvery,
                device,
                threads,
                precision,
                augmentation);
    }

    /**
     * The steps that come closest to an amount of data, at least one.
     *
     * @param data D
     * @param perExample {@link org.sparselaw.training.data.Task#dataPerExample}
     */
    public long steps(long data, long perExample) {
        return Math.max(1, Math.round((double) data / (batch * perExample)));
    }
}

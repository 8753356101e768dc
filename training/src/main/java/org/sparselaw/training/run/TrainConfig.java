package org.sparselaw.training.run;

import java.util.Optional;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;

/**
 * One run; the configuration of the job {@code train}.
 *
 * @param shards folder of the shard set
 * @param runs folder that holds a folder for every run
 * @param study what the run belongs to
 * @param sparsity S
 * @param data D, tokens or images, as the paper counts them; either this or {@code steps}
 * @param steps of training
 */
public record TrainConfig(
        String shards,
        @Default("runs") String runs,
        @Default("single") String study,
        @Default("{}") ModelConfig model,
        @Default("0") @Range("[0, 1)") double sparsity,
        @Range("[1, inf)") Optional<Long> data,
        @Range("[1, inf)") Optional<Long> steps,
        @Default("{}") TrainingConfig training) {
    public TrainConfig {
        if (data.isPresent() == steps.isPresent()) {
            throw new IllegalArgumentException(
                    data.isPresent() ? "data and steps are given, must be one of them" : "data or steps is missing");
        }
    }
}

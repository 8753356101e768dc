package org.sparselaw.training.run;

import java.util.Optional;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;

/**
 * Where sparse runs take their first weights from; the section {@code pretrained} of {@link PruningConfig}. One of the two:
 *
 * @param checkpoint a safetensors file with the tensors of the model, local, hdfs:// or s3a://
 * @param data D of dense runs, one a geometry and seed, that a sweep trains beforehand; they are runs of the study like others
 * @param optimizer {@code fresh}, or {@code loaded}: the state in optimizer.safetensors beside the checkpoint
 */
public record Pretraining(
        Optional<String> checkpoint,
        @Range("[1, inf)") Optional<Long> data,
        @Default("fresh") Pretrained.Optimizer optimizer) {
    public Pretraining {
        if (checkpoint.isPresent() == data.isPresent()) {
            throw new IllegalArgumentException(
                    checkpoint.isPresent()
                            ? "checkpoint and data are given, must be one of them"
                            : "checkpoint or data is missing");
        }
    }
}

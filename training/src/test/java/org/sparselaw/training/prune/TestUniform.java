package org.sparselaw.training.prune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparselaw.training.model.TensorSpec;
import org.sparselaw.training.model.TensorSpec.Role;

class TestUniform {
    /** 1 - sqrt(1 - .75) is 1/2. */
    @ParameterizedTest
    @CsvSource({"KERNEL, .75", "EMBEDDING, .5", "LOGITS, .5", "RELATIVE_BIAS, 0", "POSITION, 0"})
    void embeddingsAreThinnedByTheRoot(Role role, double sparsity) {
        assertThat(new Uniform().sparsity(new TensorSpec("t", List.of(4, 8), role), .75))
                .isEqualTo(sparsity);
    }

    @ParameterizedTest
    @CsvSource({"NORM", "KERNEL", "BIAS", "EMBEDDING", "LOGITS"})
    void vectorsAreNeverPruned(Role role) {
        assertThat(new Uniform().sparsity(new TensorSpec("t", List.of(8), role), .75))
                .isZero();
    }
}

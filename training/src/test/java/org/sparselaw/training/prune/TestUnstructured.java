package org.sparselaw.training.prune;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestUnstructured {
    @ParameterizedTest
    @CsvSource({"4096, 0, 4096", "4096, .875, 512", "10, .74, 3", "10, .76, 2", "7, .5, 4", "5, .5, 2"})
    void keepsTheRoundedShare(int size, double sparsity, int kept) {
        assertThat(Unstructured.kept(size, sparsity)).isEqualTo(kept);
    }

    @Test
    void keepsAtLeastOneWeight() {
        assertThat(Unstructured.kept(3, .99)).isEqualTo(1);
    }
}

package org.sparselaw.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestSplitMix64 {
    @Test
    void theStreamIsThatOfThePublishedAlgorithm() {
        // First outputs of the reference C code (Vigna) from state 0; no keys leave the state at 0.
        SplitMix64 random = new SplitMix64();
        assertThat(random.nextLong()).isEqualTo(0xE220A8397B1DCDAFL);
        assertThat(random.nextLong()).isEqualTo(0x6E789E6AA1B965F4L);
        assertThat(random.nextLong()).isEqualTo(0x06C45D188009454FL);
    }

    @Test
    void aPermutationHoldsEveryIndexOnce() {
        assertThat(new SplitMix64(7).permutation(1000))
                .containsExactlyInAnyOrder(IntStream.range(0, 1000).toArray())
                .isNotEqualTo(IntStream.range(0, 1000).toArray());
    }

    @Test
    void boundedNumbersFillTheirRange() {
        SplitMix64 random = new SplitMix64(7);
        assertThat(IntStream.range(0, 200).map(i -> random.nextInt(3)).distinct())
                .containsExactlyInAnyOrder(0, 1, 2);
    }
}

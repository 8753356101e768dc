package org.sparselaw.training.device.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparselaw.training.device.cuda.EmulatedCard.Order;

/** The emulation notices what it promises to: the kernels are those of {@code src/test/cpp/faulty.cu}. */
class TestEmulation {
    private static final int THREADS = 64;

    @BeforeEach
    void demandACompiler() {
        assumeTrue(
                EmulatedCard.missing().isEmpty(), () -> EmulatedCard.missing().orElseThrow());
    }

    @Test
    void withoutABarrierTheOrderOfThreadsShows() {
        assertThat(values("withBarrier", Order.BACKWARDS)).containsExactly(values("withBarrier", Order.FORWARDS));
        assertThat(Arrays.equals(values("withoutBarrier", Order.BACKWARDS), values("withoutBarrier", Order.FORWARDS)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "behindSharedMemory, writes behind its shared memory",
        "behindBuffer, writes behind a buffer of 256 bytes",
        "halfAWarp, a part of a warp waits for the rest"
    })
    void faultsAreErrors(String kernel, String message) {
        assertThatThrownBy(() -> values(kernel, Order.FORWARDS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(kernel)
                .hasMessageContaining(message);
    }

    /** 1 + ... + 64 = 2080 for every thread, a half for the right ballot, and 111,000 for the last block of 2 x 2 x 2. */
    @ParameterizedTest
    @EnumSource
    void threadsExchangeValues(Order order) {
        try (EmulatedCard card = EmulatedCard.open(order)) {
            CudaBuffer out = CudaBuffer.allocate(card, 8 * THREADS, Storage.F32);
            Launch.blocks("exchanges", 2)
                    .by(2, 2)
                    .threads(THREADS)
                    .address(out.address())
                    .on(card);
            assertThat(Arrays.copyOf(out.toArray(), THREADS)).containsOnly(2080.5f);
            assertThat(Arrays.copyOfRange(out.toArray(), 7 * THREADS, 8 * THREADS))
                    .containsOnly(113_080.5f);
        }
    }

    private static float[] values(String kernel, Order order) {
        try (EmulatedCard card = EmulatedCard.open(order)) {
            CudaBuffer out = CudaBuffer.allocate(card, THREADS, Storage.F32);
            Launch.blocks(kernel, 1)
                    .threads(THREADS)
                    .shared(THREADS * Float.BYTES)
                    .address(out.address())
                    .on(card);
            return out.toArray();
        }
    }
}

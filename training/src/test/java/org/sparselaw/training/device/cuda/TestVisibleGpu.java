package org.sparselaw.training.device.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.sparselaw.job.UsageException;

class TestVisibleGpu {
    private static final VisibleGpu H100 = new VisibleGpu(0, "NVIDIA H100", 9, 0, 132, "0000:65:00.0");
    private static final VisibleGpu A100 = new VisibleGpu(1, "NVIDIA A100", 8, 0, 108, "0000:17:00.0");
    private static final VisibleGpu T4 = new VisibleGpu(2, "Tesla T4", 7, 5, 40, "0000:31:00.0");

    @Test
    void numbersCountBusesAsNvidiaSmiDoes() {
        List<VisibleGpu> all = List.of(H100, A100, T4);
        assertThat(VisibleGpu.choose(all, OptionalInt.of(0))).isEqualTo(A100);
        assertThat(VisibleGpu.choose(all, OptionalInt.of(2))).isEqualTo(H100);
    }

    @Test
    void withoutANumberTheFirstThatIsNewEnoughIsUsed() {
        assertThat(VisibleGpu.choose(List.of(T4, A100, H100), OptionalInt.empty()))
                .isEqualTo(A100);
    }

    @Test
    void anOldOneIsRefused() {
        assertThatThrownBy(() -> VisibleGpu.choose(List.of(H100, T4), OptionalInt.of(0)))
                .isInstanceOf(UsageException.class)
                .hasMessage("GPU number 0 is too old: Tesla T4 (compute capability 7.5)"
                        + " (must be of compute capability 8.0 or newer)");
    }

    @Test
    void aNumberBehindTheLastIsRefused() {
        assertThatThrownBy(() -> VisibleGpu.choose(List.of(H100), OptionalInt.of(1)))
                .isInstanceOf(UsageException.class)
                .hasMessage("There is no GPU number 1: the driver shows 1 to this process (see CUDA_VISIBLE_DEVICES),"
                        + " counted from 0");
    }
}

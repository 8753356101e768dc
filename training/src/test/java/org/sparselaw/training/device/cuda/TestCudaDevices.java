package org.sparselaw.training.device.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sparselaw.job.UsageException;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Devices;
import org.sparselaw.training.device.Precision;

/** On a machine without a GPU, in whichever build. */
class TestCudaDevices {
    @BeforeEach
    void demandThatThereIsNone() {
        assumeTrue(new CudaDevices().missing().isPresent(), "CUDA works here");
    }

    @Test
    void itIsSaidWhatIsMissing() {
        assertThat(new CudaDevices().missing().orElseThrow())
                .doesNotContain("\n")
                .satisfiesAnyOf(
                        presets ->
                                assertThat(presets).isEqualTo("the CUDA presets (build with the Maven profile cuda)"),
                        presets -> assertThat(presets).contains("instead of cuda11"),
                        driver -> assertThat(driver).startsWith("the NVIDIA driver (libcuda.so.1: "),
                        library -> assertThat(library).startsWith("lib").contains("LD_LIBRARY_PATH"),
                        card -> assertThat(card).startsWith("a GPU"));
    }

    @Test
    void demandedItIsAnError() {
        assertThatThrownBy(() -> Devices.open("cuda", 1, Precision.BF16))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "The device cuda needs " + new CudaDevices().missing().orElseThrow() + "; or name device: cpu");
    }

    @Test
    void autoFallsBackOnTheCpu() {
        assertThat(Devices.onGpu("auto")).isFalse();
        try (Device device = Devices.open("auto", 1, Precision.F32)) {
            assertThat(device.name()).isEqualTo("cpu");
        }
    }

    /** A sweep asks on a machine that need not have one itself. */
    @Test
    void itComputesOnAGpuWhereverItIsOpened() {
        assertThat(Devices.onGpu("cuda")).isTrue();
        assertThat(Devices.onGpu("cpu")).isFalse();
    }
}

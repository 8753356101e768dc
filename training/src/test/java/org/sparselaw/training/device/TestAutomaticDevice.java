package org.sparselaw.training.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparselaw.job.UsageException;
import org.sparselaw.training.device.cuda.CudaDevices;

/** Where CUDA does not work. What is missing first depends on the build and the machine. */
class TestAutomaticDevice {
    private final Optional<String> missing = new CudaDevices().missing();

    @Test
    void demandedItIsAnErrorThatNamesWhatIsMissing() {
        assumeTrue(missing.isPresent(), "CUDA works here");
        assertThat(missing.orElseThrow()).doesNotContain("\n");
        assertThatThrownBy(() -> Devices.open("cuda", 1, Precision.F32))
                .isInstanceOf(UsageException.class)
                .hasMessage("The device cuda needs " + missing.orElseThrow() + "; or name device: cpu");
    }

    @Test
    void automaticallyItIsTheCpu() {
        assumeTrue(missing.isPresent(), "CUDA works here");
        try (Device device = Devices.open("auto", 1, Precision.F32)) {
            assertThat(device.name()).isEqualTo("cpu");
        }
        assertThat(Devices.onGpu("auto")).isFalse();
        assertThat(Devices.onGpu("cuda")).isTrue();
    }
}

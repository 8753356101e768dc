package org.sparselaw.training.device.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparselaw.job.UsageException;

class TestGpu {
    @ParameterizedTest
    @CsvSource({"7, 0", "8, 0", "8, 6", "8, 9"})
    void upToCapability8AllIsWell(int major, int minor) {
        assertThatCode(() -> new Gpu("any", major, minor).check()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"9, 0", "10, 0", "12, 0"})
    void laterGenerationsAreRefused(int major, int minor) {
        assertThatThrownBy(() -> new Gpu("NVIDIA H100", major, minor).check())
                .isInstanceOf(UsageException.class)
                .hasMessage("NVIDIA H100 has compute capability " + major + "." + minor
                        + ", but nd4j-cuda-11.6 has code for 3.7 to 8.9 only; build without the profile cuda11,"
                        + " or name device: cpu");
    }

    @Test
    void gpusAreReadFromWhatTheDriverPrints() {
        assertThat(Gpu.parse("NVIDIA A100-SXM4-40GB, 8.0\nTesla, the other one, 12.0\n"))
                .containsExactly(new Gpu("NVIDIA A100-SXM4-40GB", 8, 0), new Gpu("Tesla, the other one", 12, 0));
        assertThat(Gpu.parse("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\n"))
                .isEmpty();
    }
}

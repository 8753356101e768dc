package org.sparselaw.training.device.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.sparselaw.job.UsageException;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Devices;
import org.sparselaw.training.device.Matrix;
import org.sparselaw.training.device.Precision;

class TestCpuDevice {
    @Test
    void closeGivesAllMemoryBack() {
        long before = OffHeap.bytesInUse();
        for (int i = 0; i < 3; i++) {
            try (CpuDevice device = CpuDevice.open(1)) {
                Buffer x = device.allocate(1 << 20);
                device.matmul(1, Matrix.of(x, 100, 50).transposed(), Matrix.of(x, 100, 50), 0, Matrix.of(x, 50, 50));
                assertThat(device.allocatedBytes()).isGreaterThan(4 << 20);
                assertThat(OffHeap.bytesInUse()).isEqualTo(before + device.allocatedBytes());
            }
            assertThat(OffHeap.bytesInUse()).isEqualTo(before);
        }
    }

    @Test
    void aBufferOfAClosedDeviceIsAnErrorAndNotACrash() {
        Buffer x;
        try (Device device = CpuDevice.open(1)) {
            x = device.allocate(10);
        }
        assertThatThrownBy(x::toArray).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    }

    @Test
    void aTensorBeyondTwoGigabytesSaysWhatToDo() {
        try (Device device = CpuDevice.open(1)) {
            assertThatThrownBy(() -> device.allocate(600_000_000))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("600000000")
                    .hasMessageContaining("smaller batch");
        }
    }

    @Test
    void anUnknownDeviceIsNamedWithTheKnownOnes() {
        assertThatThrownBy(() -> Devices.open("tpu", 1, Precision.F32))
                .isInstanceOf(UsageException.class)
                .hasMessage("Unknown device \"tpu\" (known: auto, cpu, cuda, nd4j)");
    }

    @Test
    void tensorFloatsAreForGpus() {
        assertThatThrownBy(() -> Devices.open("cpu", 1, Precision.TF32))
                .isInstanceOf(UsageException.class)
                .hasMessage("No CPU multiplies in precision tf32: use f32, or a GPU (device: cuda)");
    }

    @Test
    void threadsMustBePositive() {
        assertThatThrownBy(() -> Devices.open("cpu", 0, Precision.F32))
                .isInstanceOf(UsageException.class)
                .hasMessage("Invalid threads of the CPU device: 0 (must be at least 1)");
    }
}

package org.sparselaw.training.device.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparselaw.job.UsageException;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Devices;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.device.Matrix;
import org.sparselaw.training.device.Precision;

class TestNd4jDevice {
    @Test
    void theRunTableNamesIt() {
        try (Device device = Devices.open("nd4j", 1, Precision.F32)) {
            assertThat(device.name()).isEqualTo("nd4j");
            assertThat(device.description()).isEqualTo("ND4J on CPU, OPENBLAS, OMP threads 1, f32");
        }
    }

    @Test
    void threadsBelongToTheProcess() {
        assertThatThrownBy(() -> Devices.open("nd4j", 2, Precision.F32))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("Invalid threads of the ND4J device: 2 (must be 1;");
    }

    @Test
    void parametersOfSomebodyElseArePrunedWhereTheyLie() {
        try (Device device = Nd4jDevice.open(1)) {
            // As DL4J lays a dense layer of 2 inputs and 3 outputs into its vector of all parameters.
            INDArray all = Nd4j.createFromArray(new float[] {9, 9, 1, -5, 2, 4, 3, -6, 9});
            INDArray weights = all.get(org.nd4j.linalg.indexing.NDArrayIndex.interval(2, 8))
                    .reshape('f', 2, 3);
            Buffer buffer = Nd4jDevice.memoryOf(weights);
            assertThat(buffer.toArray()).containsExactly(1, -5, 2, 4, 3, -6);
            Mask mask = device.allocateMask(6);
            device.magnitudeMask(buffer, 3, mask);
            device.applyMask(buffer, mask);
            assertThat(all.toFloatVector()).containsExactly(9, 9, 0, -5, 0, 4, 0, -6, 9);
        }
    }

    @Test
    void neitherKernelsNorDevicesKeepMemory() {
        turn();
        long before = Pointer.totalBytes();
        for (int i = 0; i < 20; i++) {
            turn();
        }
        assertThat(Pointer.totalBytes() - before).isLessThan(1 << 20);
    }

    /** Some 10 MB of buffers, and as much again in between. */
    private static void turn() {
        try (Device device = Nd4jDevice.open(1)) {
            int n = 500;
            Buffer a = device.allocate(n * n);
            Buffer b = device.allocate(n * n);
            Mask mask = device.allocateMask(n * n);
            device.fill(a, 1);
            for (int i = 0; i < 3; i++) {
                device.matmul(1, Matrix.of(a, n, n), Matrix.of(a, n, n), 1, Matrix.of(b, n, n));
                device.gatedGelu(a, b, b);
            }
            device.magnitudeMask(b, n, mask);
            assertThat(device.nonZeros(b)).isEqualTo(n * n);
        }
    }
}

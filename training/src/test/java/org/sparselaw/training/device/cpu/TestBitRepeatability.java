package org.sparselaw.training.device.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparselaw.training.device.AdaFactorStep;
import org.sparselaw.training.device.AttentionInput;
import org.sparselaw.training.device.AttentionShape;
import org.sparselaw.training.device.AttentionShape.Visibility;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Ids;
import org.sparselaw.training.device.Matrix;

/** The first call runs in the interpreter, the last in compiled code. */
class TestBitRepeatability {
    private static final int CALLS = 600;
    private static final int ROWS = 96;
    private static final int WIDTH = 53;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everyCallGivesTheSameBits(int threads) {
        try (Device device = CpuDevice.open(threads)) {
            Buffer[] buffers = buffers(device);
            int first = digest(device, buffers);
            for (int call = 1; call < CALLS; call++) {
                assertThat(digest(device, buffers)).as("call %d", call).isEqualTo(first);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void anotherDeviceGivesTheSameBits(int threads) {
        try (Device device = CpuDevice.open(threads);
                Device other = CpuDevice.open(threads)) {
            assertThat(digest(other, buffers(other))).isEqualTo(digest(device, buffers(device)));
        }
    }

    private static Buffer[] buffers(Device device) {
        Buffer[] buffers = new Buffer[12];
        Arrays.setAll(buffers, i -> device.allocate(ROWS * WIDTH));
        return buffers;
    }

    /** Every kernel whose result could depend on the order of a sum. */
    private static int digest(Device device, Buffer[] b) {
        Random random = new Random(1);
        for (Buffer buffer : b) {
            float[] values = new float[buffer.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat() * 4 - 2;
            }
            buffer.set(values);
        }
        device.rmsNorm(b[0], b[1], 1e-6f, ROWS, WIDTH, b[2], b[3]);
        Matrix product = Matrix.of(b[4], ROWS, WIDTH);
        device.matmul(0.3f, Matrix.of(b[2], ROWS, WIDTH), Matrix.of(b[1], WIDTH, WIDTH), 1, product);
        AttentionShape shape = new AttentionShape(2, 2, 40, 24, 16, 1, Visibility.CAUSAL);
        Matrix q = Matrix.of(b[4], 80, 32);
        Matrix k = Matrix.of(b[5], 48, 32);
        Matrix v = Matrix.of(b[6], 48, 32);
        Matrix dv = Matrix.of(b[11], 48, 32);
        Matrix dk = Matrix.of(b[2], 48, 32);
        AttentionInput input = new AttentionInput(q, k, v, b[7], null);
        Matrix out = Matrix.of(b[9], 80, 32);
        device.attention(shape, input, b[8], out);
        device.attentionBackward(shape, input, b[8], out, q, Matrix.of(b[10], 80, 32), dk, dv, null);
        device.gatedGelu(b[9], b[10], b[0]);
        device.gatedGeluBackward(b[0], b[9], b[10], b[9], b[10]);
        device.vision().layerNorm(b[0], b[1], b[6], 1e-6f, ROWS, WIDTH, b[7], b[3], b[11]);
        device.vision().layerNormBackward(b[0], b[7], b[1], b[3], b[11], ROWS, WIDTH, b[8], b[5], b[6]);
        device.vision().biasGelu(b[9], b[6], b[0]);
        device.vision().biasGeluBackward(b[10], b[9], b[9], b[5]);
        device.rmsNormBackward(b[10], b[9], b[1], b[3], ROWS, WIDTH, b[4], b[11]);
        double loss = device.crossEntropyWithGradient(b[4], labels(device), WIDTH, 0, 1e-4f, ROWS)
                .crossEntropy();
        device.adaFactor(new AdaFactorStep(0.5f, 0.01f, 1, 1e-3f, 1e-30f), b[6], b[4], b[7], null);
        int digest = 31 * Double.hashCode(loss) + Double.hashCode(device.sumOfSquares(b[4]));
        for (Buffer buffer : b) {
            digest = 31 * digest + Arrays.hashCode(buffer.toArray());
        }
        return digest;
    }

    private static Ids labels(Device device) {
        int[] labels = new int[ROWS];
        Arrays.setAll(labels, i -> i % WIDTH);
        Ids ids = device.allocateIds(ROWS);
        ids.set(labels);
        return ids;
    }
}

package org.sparselaw.training.device.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparselaw.training.device.AttentionInput;
import org.sparselaw.training.device.AttentionShape;
import org.sparselaw.training.device.AttentionShape.Visibility;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Matrix;
import org.sparselaw.training.device.Precision;

/** Products with operands in bf16; only where the processor has it. Small whole numbers are exact in bf16. */
class TestBf16 {
    private static final int[] EXTENTS = {2, 3, 17, 64, 130};

    private final Random random = new Random(6);

    @BeforeEach
    void bf16() {
        try (OffHeap memory = new OffHeap();
                MatmulEngine engine = new OneDnnMatmul(memory)) {
            assumeTrue(engine.multipliesBf16(), "this processor has no AVX-512 BF16");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void wholeNumbersAreMultipliedExactly(int threads) {
        try (CpuDevice device = CpuDevice.open(threads, Precision.BF16);
                CpuDevice exact = CpuDevice.open(threads)) {
            for (int i = 0; i < 60; i++) {
                int m = extent();
                int n = extent();
                int k = extent();
                int variant = i;
                float[] a = whole(m * (k + 5));
                float[] b = whole(k * n);
                float[] c = whole(m * n);
                assertThat(product(device, variant, m, n, k, a, b, c))
                        .as("%d x %d, inner %d, variant %d", m, n, k, variant)
                        .containsExactly(product(exact, variant, m, n, k, a, b, c));
            }
        }
    }

    /** Bits 0 and 1 of the variant transpose, bit 2 scales, bit 3 adds to C, bit 4 takes A from among other columns. */
    private static float[] product(
            CpuDevice device, int variant, int m, int n, int k, float[] a, float[] b, float[] c) {
        Buffer left = filled(device, a);
        Buffer right = filled(device, b);
        Buffer out = filled(device, c);
        boolean view = (variant & 16) != 0;
        Matrix plain = view ? Matrix.of(left, m, k + 5).columns(3, k) : Matrix.of(left, m, k);
        device.matmul(
                (variant & 4) != 0 ? 0.5f : 1,
                (variant & 1) != 0 && !view ? Matrix.of(left, k, m).transposed() : plain,
                (variant & 2) != 0 ? Matrix.of(right, n, k).transposed() : Matrix.of(right, k, n),
                (variant & 8) != 0 ? 1 : 0,
                Matrix.of(out, m, n));
        return out.toArray();
    }

    /** Keys that are alike give probabilities of 1 / keys, exact in bf16 when there are 2^n of them; so are all products then. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void attentionToLikeKeysIsTheMeanOfTheirValuesExactly(int threads) {
        AttentionShape shape = new AttentionShape(3, 2, 130, 128, 6, 1, Visibility.ALL);
        try (CpuDevice device = CpuDevice.open(threads, Precision.BF16);
                CpuDevice exact = CpuDevice.open(threads)) {
            float[] queries = whole(3 * 130 * 12);
            float[] values = whole(3 * 128 * 12);
            float[] gradient = whole(3 * 130 * 12);
            List<float[]> expected = attention(exact, shape, queries, values, gradient);
            List<float[]> seen = attention(device, shape, queries, values, gradient);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(seen.get(i)).as("tensor %d", i).containsExactly(expected.get(i));
            }
        }
    }

    /** The output, and the gradient of the values. */
    private static List<float[]> attention(
            CpuDevice device, AttentionShape shape, float[] queries, float[] values, float[] gradient) {
        Matrix q = Matrix.of(filled(device, queries), 390, 12);
        Matrix k = Matrix.of(device.allocate(384 * 12), 384, 12);
        Matrix v = Matrix.of(filled(device, values), 384, 12);
        Matrix out = Matrix.of(device.allocate(390 * 12), 390, 12);
        Matrix dOut = Matrix.of(filled(device, gradient), 390, 12);
        Matrix dq = Matrix.of(device.allocate(390 * 12), 390, 12);
        Matrix dk = Matrix.of(device.allocate(384 * 12), 384, 12);
        Matrix dv = Matrix.of(device.allocate(384 * 12), 384, 12);
        Buffer memory = device.allocate(device.attentionMemory(shape));
        AttentionInput input = new AttentionInput(q, k, v, null, null);
        device.attention(shape, input, memory, out);
        device.attentionBackward(shape, input, memory, out, dOut, dq, dk, dv, null);
        return List.of(out.data().toArray(), dv.data().toArray());
    }

    @Test
    void operandsAreRoundedToNearestEven() {
        try (CpuDevice device = CpuDevice.open(1, Precision.BF16)) {
            // 8 bits of significand: 257 lies between 256 and 258, 259 between 258 and 260.
            Buffer x = filled(device, 257, 259, 257.001f, -3);
            Buffer one = filled(device, 1, 0, 0, 1);
            Buffer out = device.allocate(4);
            device.matmul(1, Matrix.of(x, 2, 2), Matrix.of(one, 2, 2), 0, Matrix.of(out, 2, 2));
            assertThat(out.toArray()).containsExactly(256, 260, 258, -3);
        }
    }

    @Test
    void aChangedOperandIsRoundedAnew() {
        try (CpuDevice device = CpuDevice.open(1, Precision.BF16)) {
            Buffer x = filled(device, 1, 0, 0, 1);
            Buffer out = device.allocate(4);
            Matrix square = Matrix.of(x, 2, 2);
            device.matmul(1, square, square, 0, Matrix.of(out, 2, 2));
            device.add(x, x);
            device.matmul(1, square, square, 0, Matrix.of(out, 2, 2));
            assertThat(out.toArray()).containsExactly(4, 0, 0, 4);
            x.set(new float[] {3, 0, 0, 1});
            device.matmul(1, square, square, 0, Matrix.of(out, 2, 2));
            assertThat(out.toArray()).containsExactly(9, 0, 0, 1);
            device.matmul(1, Matrix.of(out, 2, 2), square, 0, square);
            device.matmul(1, square, square, 0, Matrix.of(out, 2, 2));
            assertThat(out.toArray()).containsExactly(729, 0, 0, 1);
        }
    }

    @Test
    void theDescriptionSaysSo() {
        try (CpuDevice device = CpuDevice.open(1, Precision.BF16)) {
            assertThat(device.description()).endsWith("bf16");
        }
    }

    private static Buffer filled(CpuDevice device, float... values) {
        Buffer buffer = device.allocate(values.length);
        buffer.set(values);
        return buffer;
    }

    private int extent() {
        return EXTENTS[random.nextInt(EXTENTS.length)];
    }

    private float[] whole(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextInt(9) - 4;
        }
        return values;
    }
}

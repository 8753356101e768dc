package org.sparselaw.training.device.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sparselaw.training.device.Precision;
import org.sparselaw.training.device.cpu.Gemm.Strides;

/** Whole numbers as inputs: every order of summation gives the same bits. */
class TestMatmulEngines {
    private static final int SIZE = 40_000;
    private static final int[] EXTENTS = {1, 1, 2, 3, 7, 16, 33};

    private final Random random = new Random(4);

    @Test
    void oneDnnMultipliesBatches() {
        try (OffHeap memory = new OffHeap();
                MatmulEngine engine = new OneDnnMatmul(memory)) {
            compareMany(engine, memory);
        }
    }

    @Test
    void blasMultipliesBatches() {
        try (OffHeap memory = new OffHeap();
                MatmulEngine engine = new BlasMatmul()) {
            compareMany(engine, memory);
        }
    }

    private void compareMany(MatmulEngine engine, OffHeap memory) {
        CpuBuffer a = whole(memory);
        CpuBuffer b = whole(memory);
        CpuBuffer c = whole(memory);
        for (int i = 0; i < 400; i++) {
            Gemm gemm = randomGemm();
            float[] expected = multiply(gemm, a.toArray(), b.toArray(), c.toArray());
            engine.multiply(gemm, a.address(5), b.address(5), c.address(5));
            assertThat(firstDifference(c.toArray(), expected)).as("%s", gemm).isEqualTo(-1);
            c.set(whole(SIZE));
        }
    }

    private static int firstDifference(float[] actual, float[] expected) {
        for (int i = 0; i < expected.length; i++) {
            if (actual[i] != expected[i]) {
                return i;
            }
        }
        return -1;
    }

    private CpuBuffer whole(OffHeap memory) {
        CpuBuffer buffer = memory.allocate(SIZE);
        buffer.set(whole(SIZE));
        return buffer;
    }

    private float[] whole(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextInt(9) - 4;
        }
        return values;
    }

    private Gemm randomGemm() {
        int batch = 1 + random.nextInt(4);
        int m = extent();
        int n = extent();
        int k = extent();
        float alpha = random.nextBoolean() ? 1 : 0.5f;
        Strides a = strides(batch, m, k, random.nextBoolean(), random.nextBoolean());
        Strides b = strides(batch, k, n, random.nextBoolean(), random.nextBoolean());
        Strides c = strides(batch, m, n, false, random.nextBoolean());
        return new Gemm(batch, m, n, k, a, b, c, alpha, random.nextInt(2), Precision.F32);
    }

    private int extent() {
        return EXTENTS[random.nextInt(EXTENTS.length)];
    }

    /** Matrices side by side in each row, as heads are in activations, or one after another, as probabilities are. */
    private Strides strides(int batch, int rows, int columns, boolean transposed, boolean sideBySide) {
        if (transposed) {
            return strides(batch, columns, rows, false, sideBySide).transposed();
        }
        int rowStride = (sideBySide ? batch : 1) * columns + random.nextInt(3);
        return new Strides(sideBySide ? columns : rows * rowStride, rowStride, 1);
    }

    private static float[] multiply(Gemm gemm, float[] a, float[] b, float[] c) {
        float[] out = c.clone();
        for (int batch = 0; batch < gemm.batch(); batch++) {
            for (int i = 0; i < gemm.m(); i++) {
                for (int j = 0; j < gemm.n(); j++) {
                    float sum = 0;
                    for (int l = 0; l < gemm.k(); l++) {
                        sum += a[at(gemm.a(), batch, i, l)] * b[at(gemm.b(), batch, l, j)];
                    }
                    int at = at(gemm.c(), batch, i, j);
                    out[at] = gemm.alpha() * sum + (gemm.beta() == 0 ? 0 : c[at]);
                }
            }
        }
        return out;
    }

    private static int at(Strides s, int batch, int row, int column) {
        return 5 + batch * s.batch() + row * s.row() + column * s.column();
    }
}

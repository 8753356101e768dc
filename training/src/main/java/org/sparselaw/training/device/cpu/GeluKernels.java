package org.sparselaw.training.device.cpu;

import static jdk.incubator.vector.VectorOperators.LT;
import static org.sparselaw.training.device.cpu.VectorMath.LANES;
import static org.sparselaw.training.device.cpu.VectorMath.SPECIES;
import static org.sparselaw.training.device.cpu.VectorMath.all;
import static org.sparselaw.training.device.cpu.VectorMath.at;
import static org.sparselaw.training.device.cpu.VectorMath.load;
import static org.sparselaw.training.device.cpu.VectorMath.put;
import static org.sparselaw.training.device.cpu.VectorMath.store;
import static org.sparselaw.training.device.cpu.VectorMath.whole;

import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;

/**
 * GELU in its exact form, with its derivative: x P(x) and P(x) + x p(x), where p(x) is e^(-x^2/2) / sqrt(2 pi). Numbers are
 * taken so many at a time that they stay in the first-level cache from loop to loop.
 */
final class GeluKernels {
    private static final int BLOCK = 2048;
    private static final float DENSITY = 0.3989422804f; // 1 / sqrt(2 pi)

    /** One of three kinds, so that no caller has it inlined: together they are more than the second compiler inlines. */
    private interface Loop {
        void run(ByteBuffer x, int start, int count, float[] bells, float[] tails, ByteBuffer out);
    }

    private static final Loop[] LOOPS = {
        (x, start, count, bells, tails, out) -> bells(x, start, count, bells),
        (x, start, count, bells, tails, out) -> tails(x, start, count, bells, tails),
        GeluKernels::join
    };

    private final float[] bells = new float[BLOCK];
    private final float[] tails = new float[BLOCK];

    /** Rows that are handled together: their bias is added while they are in the cache. */
    static int rows(int width) {
        return Math.max(1, BLOCK / width);
    }

    /** out = gelu(x), x = gelu'(x) for {@code count} numbers. */
    void gelu(ByteBuffer x, int start, int count, ByteBuffer out) {
        for (int from = start; from < start + count; from += BLOCK) {
            int some = Math.min(BLOCK, start + count - from);
            for (Loop loop : LOOPS) {
                loop.run(x, from, some, bells, tails, out);
            }
        }
    }

    /** e^(-x^2 / 2). */
    private static void bells(ByteBuffer x, int start, int count, float[] bells) {
        int whole = whole(count);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector v = load(x, start + j);
            VectorMath.exp(v.mul(v).mul(-0.5f)).intoArray(bells, j);
        }
        for (int j = whole; j < count; j++) {
            float v = at(x, start + j);
            bells[j] = VectorMath.exp(v * v * -0.5f);
        }
    }

    /** The share of the normal distribution beyond |x|. */
    private static void tails(ByteBuffer x, int start, int count, float[] bells, float[] tails) {
        int whole = whole(count);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector bell = FloatVector.fromArray(SPECIES, bells, j);
            VectorMath.normalTail(load(x, start + j).abs(), bell).intoArray(tails, j);
        }
        for (int j = whole; j < count; j++) {
            tails[j] = VectorMath.normalTail(Math.abs(at(x, start + j)), bells[j]);
        }
    }

    private static void join(ByteBuffer x, int start, int count, float[] bells, float[] tails, ByteBuffer out) {
        int whole = whole(count);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector v = load(x, start + j);
            FloatVector tail = FloatVector.fromArray(SPECIES, tails, j);
            FloatVector p = all(1f).sub(tail).blend(tail, v.compare(LT, 0f));
            store(v.mul(p), out, start + j);
            store(FloatVector.fromArray(SPECIES, bells, j).mul(DENSITY).fma(v, p), x, start + j);
        }
        for (int j = whole; j < count; j++) {
            float v = at(x, start + j);
            float p = v < 0 ? tails[j] : 1 - tails[j];
            put(out, start + j, v * p);
            put(x, start + j, Math.fma(bells[j] * DENSITY, v, p));
        }
    }
}

package org.sparselaw.training.device.cpu;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vectors of f32: loads, stores, sums and the exponential function.
 *
 * <p>Everything here gives the same bits whether it is interpreted or compiled: the order of sums is written out, and the
 * exponential function is a polynomial of our own. The Vector API promises neither for {@code reduceLanes(ADD)} and
 * {@code lanewise(EXP)}; for the latter the bits do change when the second compiler takes over.
 */
final class VectorMath {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static final float LOG2_E = 1.44269504f;
    /** ln 2 in two parts, the first with trailing zero bits, so that n times it is exact (Cody and Waite 1980). */
    private static final float LN2_HIGH = 0.693359375f;

    private static final float LN2_LOW = -2.12194440e-4f;
    /** 1.5 * 2^23: adding it rounds to a whole number, which then stands in the low bits. */
    private static final float ROUND = 12582912f;
    /** Below it e^x is not a normal number and is taken as 0. */
    private static final float EXP_LEAST = -87.33f;

    /** e^r for |r| <= ln 2 / 2, relative error below 2e-7: the coefficients of Cephes' expf (Moshier 1992). */
    private static final float C2 = 5.0000001201e-1f;

    private static final float C3 = 1.6666665459e-1f;
    private static final float C4 = 4.1665795894e-2f;
    private static final float C5 = 8.3334519073e-3f;
    private static final float C6 = 1.3981999507e-3f;
    private static final float C7 = 1.9875691500e-4f;

    private static final VectorShuffle<Float> BY_1 = VectorShuffle.iota(SPECIES, 1, 1, true);
    private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(SPECIES, 2, 1, true);
    private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(SPECIES, 4, 1, true);
    private static final VectorShuffle<Float> BY_8 = VectorShuffle.iota(SPECIES, 8, 1, true);

    private VectorMath() {}

    /** The vector that begins at number {@code index}. */
    static FloatVector load(ByteBuffer from, int index) {
        return FloatVector.fromByteBuffer(SPECIES, from, index << 2, ORDER);
    }

    static void store(FloatVector vector, ByteBuffer to, int index) {
        vector.intoByteBuffer(to, index << 2, ORDER);
    }

    static float at(ByteBuffer from, int index) {
        return from.getFloat(index << 2);
    }

    static void put(ByteBuffer to, int index, float value) {
        to.putFloat(index << 2, value);
    }

    /** How many of the first {@code count} numbers make whole vectors. */
    static int whole(int count) {
        return count & -LANES;
    }

    static FloatVector zero() {
        return FloatVector.zero(SPECIES);
    }

    static FloatVector all(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    /** The sum of the lanes, by halves. */
    static float sum(FloatVector vector) {
        FloatVector v = vector;
        if (LANES > 8) {
            v = v.add(v.rearrange(BY_8));
        }
        if (LANES > 4) {
            v = v.add(v.rearrange(BY_4));
        }
        if (LANES > 2) {
            v = v.add(v.rearrange(BY_2));
        }
        return v.add(v.rearrange(BY_1)).lane(0);
    }

    /** The greater of each pair of lanes; a NaN on the right is left out. */
    static FloatVector greater(FloatVector a, FloatVector b) {
        return a.blend(b, b.compare(GT, a));
    }

    /** The greatest lane of a vector without NaN. */
    static float greatest(FloatVector vector) {
        FloatVector v = vector;
        if (LANES > 8) {
            v = greater(v, v.rearrange(BY_8));
        }
        if (LANES > 4) {
            v = greater(v, v.rearrange(BY_4));
        }
        if (LANES > 2) {
            v = greater(v, v.rearrange(BY_2));
        }
        return greater(v, v.rearrange(BY_1)).lane(0);
    }

    /** Lanes of {@code vector}, with 0 where {@code where} is 0. */
    static FloatVector zeroWhereZero(FloatVector vector, FloatVector where) {
        return vector.blend(0f, where.compare(EQ, 0f));
    }

    /** e^x for x <= 88.7: relative error below 3e-7; 0 below -87.33; NaN stays NaN. */
    static FloatVector exp(FloatVector x) {
        FloatVector shifted = x.fma(all(LOG2_E), all(ROUND));
        FloatVector n = shifted.sub(ROUND);
        FloatVector r = n.fma(all(-LN2_LOW), n.fma(all(-LN2_HIGH), x));
        FloatVector p = r.fma(all(C7), all(C6));
        p = p.fma(r, all(C5));
        p = p.fma(r, all(C4));
        p = p.fma(r, all(C3));
        p = p.fma(r, all(C2));
        p = p.fma(r.mul(r), r.add(1f));
        return p.reinterpretAsInts()
                .add(shifted.reinterpretAsInts().lanewise(LSHL, 23))
                .reinterpretAsFloats()
                .blend(0f, x.compare(LT, EXP_LEAST));
    }

    /** The same numbers as {@link #exp(FloatVector)}, for the ends of rows. */
    static float exp(float x) {
        if (x < EXP_LEAST) {
            return 0;
        }
        float shifted = Math.fma(x, LOG2_E, ROUND);
        float n = shifted - ROUND;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
        float p = Math.fma(r, C7, C6);
        p = Math.fma(p, r, C5);
        p = Math.fma(p, r, C4);
        p = Math.fma(p, r, C3);
        p = Math.fma(p, r, C2);
        p = Math.fma(p, r * r, r + 1f);
        return Float.intBitsToFloat(Float.floatToRawIntBits(p) + (Float.floatToRawIntBits(shifted) << 23));
    }
}

package org.sparselaw.training.device.cpu;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.MAX;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vectors of f32: loads, stores, sums and the exponential function.
 *
 * <p>Everything here gives the same bits whether it is interpreted or compiled: the order of sums is written out, and the
 * exponential function is a polynomial of our own. The Vector API promises neither for {@code reduceLanes(ADD)} and
 * {@code lanewise(EXP)}; for the latter the bits do change when the second compiler takes over.
 *
 * <p>Loops over vectors stand in methods of their own, one loop each. The second compiler stops inlining where a method and
 * what it calls grow beyond a limit (NodeCountInliningCutoff), and a vector operation that is not inlined is a hundred times
 * slower.
 */
final class VectorMath {
    private static final int MOST_LANES = 16;

    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.length() <= MOST_LANES
            ? FloatVector.SPECIES_PREFERRED
            : FloatVector.SPECIES_512;
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

    private static final float TAIL_SLOPE = 0.3f;
    private static final float T0 = 1.1962929368e-1f;
    private static final float T1 = 1.2075399607e-1f;
    private static final float T2 = 9.991323203e-2f;
    private static final float T3 = 1.2856251001e-1f;
    private static final float T4 = -5.368535966e-2f;
    private static final float T5 = 2.0635543764e-1f;
    private static final float T6 = -1.5720424056e-1f;
    private static final float T7 = 3.567506373e-2f;

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
        float[] x = new float[MOST_LANES];
        vector.intoArray(x, 0);
        float even = ((x[0] + x[8]) + (x[4] + x[12])) + ((x[2] + x[10]) + (x[6] + x[14]));
        float odd = ((x[1] + x[9]) + (x[5] + x[13])) + ((x[3] + x[11]) + (x[7] + x[15]));
        return even + odd;
    }

    /** The greatest lane; NaN when one is NaN. */
    static float greatest(FloatVector vector) {
        return vector.reduceLanes(MAX);
    }

    /** Lanes of {@code vector}, with 0 where {@code where} is 0. */
    static FloatVector zeroWhereZero(FloatVector vector, FloatVector where) {
        return vector.blend(0f, where.compare(EQ, 0f));
    }

    /** e^x for x <= 88.7: relative error below 3e-7; 0 below -87.33; NaN stays NaN. */
    static FloatVector exp(FloatVector x) {
        return normalExp(x).blend(0f, x.compare(LT, EXP_LEAST));
    }

    /** The same for x between -87.33 and 88.7 only. */
    static FloatVector normalExp(FloatVector x) {
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
                .reinterpretAsFloats();
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

    /**
     * The share of a normal distribution beyond z >= 0: relative error below 5e-7. Hastings' form t P(t) e^(-z^2/2) with t =
     * 1 / (1 + TAIL_SLOPE z) (Abramowitz and Stegun 1964, 26.2.17); the coefficients are a minimax fit of our own, of degree
     * 7 up to z = 14.
     *
     * @param bell e^(-z^2/2)
     */
    static FloatVector normalTail(FloatVector z, FloatVector bell) {
        FloatVector t = all(1f).div(z.fma(all(TAIL_SLOPE), all(1f)));
        FloatVector p = t.fma(all(T7), all(T6));
        p = p.fma(t, all(T5));
        p = p.fma(t, all(T4));
        p = p.fma(t, all(T3));
        p = p.fma(t, all(T2));
        p = p.fma(t, all(T1));
        p = p.fma(t, all(T0));
        return p.mul(t).mul(bell);
    }

    /** The same for one number. */
    static float normalTail(float z, float bell) {
        float t = 1 / Math.fma(z, TAIL_SLOPE, 1f);
        float p = Math.fma(t, T7, T6);
        p = Math.fma(p, t, T5);
        p = Math.fma(p, t, T4);
        p = Math.fma(p, t, T3);
        p = Math.fma(p, t, T2);
        p = Math.fma(p, t, T1);
        p = Math.fma(p, t, T0);
        return p * t * bell;
    }
}

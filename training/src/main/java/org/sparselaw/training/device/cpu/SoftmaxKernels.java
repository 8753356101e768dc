package org.sparselaw.training.device.cpu;

import static jdk.incubator.vector.VectorOperators.GT;
import static org.sparselaw.training.device.cpu.VectorMath.LANES;
import static org.sparselaw.training.device.cpu.VectorMath.SPECIES;
import static org.sparselaw.training.device.cpu.VectorMath.all;
import static org.sparselaw.training.device.cpu.VectorMath.at;
import static org.sparselaw.training.device.cpu.VectorMath.load;
import static org.sparselaw.training.device.cpu.VectorMath.put;
import static org.sparselaw.training.device.cpu.VectorMath.store;
import static org.sparselaw.training.device.cpu.VectorMath.sum;
import static org.sparselaw.training.device.cpu.VectorMath.whole;

import java.nio.ByteBuffer;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The softmax of the attention logits of a {@link QueryBand} in one sequence, and its gradient. Each pass goes over some rows
 * before the next begins: see {@link VectorMath} for why loops stand alone.
 */
final class SoftmaxKernels {
    /** Numbers that stay in the first-level cache from one pass to the next. */
    private static final int CACHED = 1 << 12;

    private SoftmaxKernels() {}

    /**
     * p = softmax(p + bias + hidden), in place; zeros for a query that sees no key.
     *
     * @param hidden a number a key, and more up to a whole vector: 0 when it may be seen, minus infinity when not
     * @param start of the band's first row in {@code p}
     * @param biasStart of the band's first row in {@code bias}
     * @param biasRow numbers between two rows of the bias
     */
    static void forward(
            QueryBand band, float[] hidden, ByteBuffer p, int start, ByteBuffer bias, int biasStart, int biasRow) {
        int rows = Math.max(1, CACHED / band.keys());
        float[] of = new float[rows];
        float[] unseen = unseen(band.keys());
        for (int from = 0; from < band.queries(); from += rows) {
            int to = Math.min(from + rows, band.queries());
            logits(band, from, to, p, start, bias, biasStart, biasRow, hidden, unseen, of);
            exponentials(band, from, to, p, start, of);
            divide(band, from, to, p, start, of);
        }
    }

    /** From number keys - n on it is 0 for the first n keys and minus infinity for the others. */
    private static float[] unseen(int keys) {
        float[] unseen = new float[2 * keys + LANES];
        Arrays.fill(unseen, keys, unseen.length, Float.NEGATIVE_INFINITY);
        return unseen;
    }

    /** The end of the whole vectors in which a query sees something. */
    private static int end(int keys, int seen) {
        return Math.min(whole(keys), whole(seen + LANES - 1));
    }

    /** The logits, and the greatest of each row; NaN does not count. */
    private static void logits(
            QueryBand band,
            int from,
            int to,
            ByteBuffer p,
            int start,
            ByteBuffer bias,
            int biasStart,
            int biasRow,
            float[] hidden,
            float[] unseen,
            float[] greatest) {
        int keys = band.keys();
        int whole = whole(keys);
        float[] lanes = new float[LANES];
        for (int row = from; row < to; row++) {
            int seen = band.seen(band.first() + row);
            int first = start + row * keys;
            int firstBias = biasStart + row * biasRow;
            int end = end(keys, seen);
            FloatVector most = all(Float.NEGATIVE_INFINITY);
            for (int j = 0; j < end; j += LANES) {
                FloatVector added = load(bias, firstBias + j).add(FloatVector.fromArray(SPECIES, hidden, j));
                FloatVector x =
                        load(p, first + j).add(added).add(FloatVector.fromArray(SPECIES, unseen, j + keys - seen));
                store(x, p, first + j);
                most = most.blend(x, x.compare(GT, most));
            }
            most.intoArray(lanes, 0);
            float mostOfRow = Float.NEGATIVE_INFINITY;
            for (int lane = 0; lane < LANES; lane++) {
                mostOfRow = lanes[lane] > mostOfRow ? lanes[lane] : mostOfRow;
            }
            for (int j = whole; j < seen; j++) {
                float x = at(p, first + j) + at(bias, firstBias + j) + hidden[j];
                put(p, first + j, x);
                mostOfRow = x > mostOfRow ? x : mostOfRow;
            }
            greatest[row - from] = mostOfRow;
        }
    }

    /** e^(x - greatest), and the sum of each row in the place of its greatest. */
    private static void exponentials(QueryBand band, int from, int to, ByteBuffer p, int start, float[] of) {
        int keys = band.keys();
        int whole = whole(keys);
        for (int row = from; row < to; row++) {
            int seen = band.seen(band.first() + row);
            int first = start + row * keys;
            int end = first + end(keys, seen);
            // Where all is minus infinity, so is the greatest: without it all terms are 0.
            float greatest = of[row - from] == Float.NEGATIVE_INFINITY ? 0 : of[row - from];
            FloatVector shift = all(greatest);
            FloatVector sums = VectorMath.zero();
            for (int j = first; j < end; j += LANES) {
                FloatVector e = VectorMath.exp(load(p, j).sub(shift));
                store(e, p, j);
                sums = sums.add(e);
            }
            float sum = sum(sums);
            for (int j = whole; j < seen; j++) {
                float e = VectorMath.exp(at(p, first + j) - greatest);
                put(p, first + j, e);
                sum += e;
            }
            of[row - from] = sum;
        }
    }

    private static void divide(QueryBand band, int from, int to, ByteBuffer p, int start, float[] sums) {
        int keys = band.keys();
        int whole = whole(keys);
        for (int row = from; row < to; row++) {
            int seen = band.seen(band.first() + row);
            int first = start + row * keys;
            int end = first + end(keys, seen);
            float inverse = sums[row - from] == 0 ? 0 : 1 / sums[row - from];
            FloatVector factor = all(inverse);
            for (int j = first; j < end; j += LANES) {
                store(load(p, j).mul(factor), p, j);
            }
            for (int j = whole; j < seen; j++) {
                put(p, first + j, at(p, first + j) * inverse);
            }
            clear(p, first + Math.max(end - first, seen), first + keys);
        }
    }

    /** d = p * (d - sum(p * d)), in place; zero where p is. */
    static void backward(QueryBand band, ByteBuffer p, int start, ByteBuffer d, int dStart) {
        int rows = Math.max(1, CACHED / 2 / band.keys());
        float[] means = new float[rows];
        for (int from = 0; from < band.queries(); from += rows) {
            int to = Math.min(from + rows, band.queries());
            products(band, from, to, p, start, d, dStart, means);
            gradients(band, from, to, p, start, d, dStart, means);
        }
    }

    private static void products(
            QueryBand band, int from, int to, ByteBuffer p, int start, ByteBuffer d, int dStart, float[] means) {
        int keys = band.keys();
        int whole = whole(keys);
        for (int row = from; row < to; row++) {
            int seen = band.seen(band.first() + row);
            int first = start + row * keys;
            int dFirst = dStart + row * keys;
            int end = end(keys, seen);
            FloatVector sums = VectorMath.zero();
            for (int j = 0; j < end; j += LANES) {
                sums = load(p, first + j).fma(load(d, dFirst + j), sums);
            }
            float mean = sum(sums);
            for (int j = whole; j < seen; j++) {
                mean = Math.fma(at(p, first + j), at(d, dFirst + j), mean);
            }
            means[row - from] = mean;
        }
    }

    private static void gradients(
            QueryBand band, int from, int to, ByteBuffer p, int start, ByteBuffer d, int dStart, float[] means) {
        int keys = band.keys();
        int whole = whole(keys);
        for (int row = from; row < to; row++) {
            int seen = band.seen(band.first() + row);
            int first = start + row * keys;
            int dFirst = dStart + row * keys;
            int end = end(keys, seen);
            float mean = means[row - from];
            FloatVector shift = all(mean);
            for (int j = 0; j < end; j += LANES) {
                store(load(d, dFirst + j).sub(shift).mul(load(p, first + j)), d, dFirst + j);
            }
            for (int j = whole; j < seen; j++) {
                put(d, dFirst + j, (at(d, dFirst + j) - mean) * at(p, first + j));
            }
            clear(d, dFirst + Math.max(end, seen), dFirst + keys);
        }
    }

    /** Zeros. */
    private static void clear(ByteBuffer p, int from, int to) {
        int whole = from + whole(to - from);
        for (int j = from; j < whole; j += LANES) {
            store(VectorMath.zero(), p, j);
        }
        for (int j = whole; j < to; j++) {
            put(p, j, 0);
        }
    }
}

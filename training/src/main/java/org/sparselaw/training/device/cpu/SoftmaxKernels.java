package org.sparselaw.training.device.cpu;

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
import jdk.incubator.vector.FloatVector;

/** The softmax of one row of attention logits, and its gradient. */
final class SoftmaxKernels {
    private SoftmaxKernels() {}

    /**
     * p = softmax(p + bias + hidden), in place.
     *
     * @param hidden a number a key: 0 when it is seen, minus infinity when not
     * @param seen no key from here on is seen
     */
    static void forward(ByteBuffer p, int start, ByteBuffer bias, int biasStart, float[] hidden, int seen, int keys) {
        int whole = whole(keys);
        int end = Math.min(whole, whole(seen + LANES - 1));
        FloatVector most = all(Float.NEGATIVE_INFINITY);
        for (int j = 0; j < end; j += LANES) {
            FloatVector x =
                    load(p, start + j).add(load(bias, biasStart + j)).add(FloatVector.fromArray(SPECIES, hidden, j));
            store(x, p, start + j);
            most = VectorMath.greater(most, x);
        }
        float greatest = VectorMath.greatest(most);
        for (int j = whole; j < seen; j++) {
            float x = at(p, start + j) + at(bias, biasStart + j) + hidden[j];
            put(p, start + j, x);
            greatest = x > greatest ? x : greatest;
        }
        if (greatest == Float.NEGATIVE_INFINITY) {
            fill(p, start, start + keys, anySeen(hidden, seen) ? Float.NaN : 0);
            return;
        }
        double sum = exponentials(p, start, end, greatest);
        for (int j = whole; j < seen; j++) {
            float e = VectorMath.exp(at(p, start + j) - greatest);
            put(p, start + j, e);
            sum += e;
        }
        float inverse = (float) (1 / sum);
        FloatVector factor = all(inverse);
        for (int j = 0; j < end; j += LANES) {
            store(load(p, start + j).mul(factor), p, start + j);
        }
        for (int j = whole; j < seen; j++) {
            put(p, start + j, at(p, start + j) * inverse);
        }
        fill(p, start + Math.max(end, seen), start + keys, 0);
    }

    private static float exponentials(ByteBuffer p, int start, int end, float greatest) {
        FloatVector shift = all(greatest);
        FloatVector sums = VectorMath.zero();
        for (int j = start; j < start + end; j += LANES) {
            FloatVector e = VectorMath.exp(load(p, j).sub(shift));
            store(e, p, j);
            sums = sums.add(e);
        }
        return sum(sums);
    }

    /** No logit above minus infinity: nothing to see, or logits that are not numbers, which must not go unnoticed. */
    private static boolean anySeen(float[] hidden, int seen) {
        for (int j = 0; j < seen; j++) {
            if (hidden[j] == 0) {
                return true;
            }
        }
        return false;
    }

    private static void fill(ByteBuffer p, int from, int to, float value) {
        int whole = from + whole(to - from);
        for (int j = from; j < whole; j += LANES) {
            store(all(value), p, j);
        }
        for (int j = whole; j < to; j++) {
            put(p, j, value);
        }
    }

    /** d = p * (d - sum(p * d)), in place; zero where p is, from {@code seen} on. */
    static void backward(ByteBuffer p, int start, ByteBuffer d, int dStart, int seen, int keys) {
        int whole = whole(keys);
        int end = Math.min(whole, whole(seen + LANES - 1));
        FloatVector sums = VectorMath.zero();
        for (int j = 0; j < end; j += LANES) {
            sums = load(p, start + j).fma(load(d, dStart + j), sums);
        }
        float mean = sum(sums);
        for (int j = whole; j < seen; j++) {
            mean = Math.fma(at(p, start + j), at(d, dStart + j), mean);
        }
        FloatVector shift = all(mean);
        for (int j = 0; j < end; j += LANES) {
            store(load(d, dStart + j).sub(shift).mul(load(p, start + j)), d, dStart + j);
        }
        for (int j = whole; j < seen; j++) {
            put(d, dStart + j, (at(d, dStart + j) - mean) * at(p, start + j));
        }
        fill(d, dStart + Math.max(end, seen), dStart + keys, 0);
    }
}

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
        float greatest = logits(p, start, bias, biasStart, hidden, end);
        for (int j = whole; j < seen; j++) {
            float x = at(p, start + j) + at(bias, biasStart + j) + hidden[j];
            put(p, start + j, x);
            greatest = Math.max(greatest, x);
        }
        if (greatest == Float.NEGATIVE_INFINITY) {
            clear(p, start, start + keys);
            return;
        }
        float sum = exponentials(p, start, end, greatest);
        for (int j = whole; j < seen; j++) {
            float e = VectorMath.exp(at(p, start + j) - greatest);
            put(p, start + j, e);
            sum += e;
        }
        float inverse = 1 / sum;
        scale(p, start, end, inverse);
        for (int j = whole; j < seen; j++) {
            put(p, start + j, at(p, start + j) * inverse);
        }
        clear(p, start + Math.max(end, seen), start + keys);
    }

    /** The greatest logit of the whole vectors up to {@code end}; NaN when one is NaN. */
    private static float logits(ByteBuffer p, int start, ByteBuffer bias, int biasStart, float[] hidden, int end) {
        FloatVector greatest = all(Float.NEGATIVE_INFINITY);
        for (int j = 0; j < end; j += LANES) {
            FloatVector added = load(bias, biasStart + j).add(FloatVector.fromArray(SPECIES, hidden, j));
            FloatVector x = load(p, start + j).add(added);
            store(x, p, start + j);
            greatest = greatest.max(x);
        }
        return VectorMath.greatest(greatest);
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

    private static void scale(ByteBuffer p, int start, int end, float by) {
        FloatVector factor = all(by);
        for (int j = start; j < start + end; j += LANES) {
            store(load(p, j).mul(factor), p, j);
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

    /** d = p * (d - sum(p * d)), in place; zero where p is, from {@code seen} on. */
    static void backward(ByteBuffer p, int start, ByteBuffer d, int dStart, int seen, int keys) {
        int whole = whole(keys);
        int end = Math.min(whole, whole(seen + LANES - 1));
        float mean = product(p, start, d, dStart, end);
        for (int j = whole; j < seen; j++) {
            mean = Math.fma(at(p, start + j), at(d, dStart + j), mean);
        }
        gradients(p, start, d, dStart, end, mean);
        for (int j = whole; j < seen; j++) {
            put(d, dStart + j, (at(d, dStart + j) - mean) * at(p, start + j));
        }
        clear(d, dStart + Math.max(end, seen), dStart + keys);
    }

    private static float product(ByteBuffer p, int start, ByteBuffer d, int dStart, int end) {
        FloatVector sums = VectorMath.zero();
        for (int j = 0; j < end; j += LANES) {
            sums = load(p, start + j).fma(load(d, dStart + j), sums);
        }
        return sum(sums);
    }

    private static void gradients(ByteBuffer p, int start, ByteBuffer d, int dStart, int end, float mean) {
        FloatVector shift = all(mean);
        for (int j = 0; j < end; j += LANES) {
            store(load(d, dStart + j).sub(shift).mul(load(p, start + j)), d, dStart + j);
        }
    }
}

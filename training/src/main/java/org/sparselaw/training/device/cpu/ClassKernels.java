package org.sparselaw.training.device.cpu;

import static jdk.incubator.vector.VectorOperators.LT;
import static org.sparselaw.training.device.cpu.VectorMath.LANES;
import static org.sparselaw.training.device.cpu.VectorMath.all;
import static org.sparselaw.training.device.cpu.VectorMath.at;
import static org.sparselaw.training.device.cpu.VectorMath.load;
import static org.sparselaw.training.device.cpu.VectorMath.put;
import static org.sparselaw.training.device.cpu.VectorMath.store;
import static org.sparselaw.training.device.cpu.VectorMath.whole;

import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;

/**
 * What becomes of the logits of images: means of positions before them, the cross-entropy of independent classes, the
 * greatest class. With e = e^-|x|: log(1 + e^x) = max(x, 0) + log(1 + e), and the sigmoid is 1 / (1 + e) for x >= 0, else e
 * / (1 + e), so that no power overflows.
 */
final class ClassKernels {
    private ClassKernels() {}

    /** The mean of {@code length} rows. */
    static void mean(ByteBuffer x, int start, int length, int width, ByteBuffer out, int outStart) {
        float[] sums = new float[CpuBuffer.padded(width)];
        for (int row = 0; row < length; row++) {
            BiasKernels.sum(x, start + row * width, width, sums);
        }
        for (int j = 0; j < width; j++) {
            put(out, outStart + j, sums[j] / length);
        }
    }

    static void scaled(ByteBuffer x, int start, int width, float factor, ByteBuffer out, int outStart) {
        int whole = whole(width);
        for (int j = 0; j < whole; j += LANES) {
            store(load(x, start + j).mul(factor), out, outStart + j);
        }
        for (int j = whole; j < width; j++) {
            put(out, outStart + j, at(x, start + j) * factor);
        }
    }

    /** The sum of log(1 + e^x) over a row. */
    static double softplus(ByteBuffer x, int start, int width) {
        double sum = 0;
        for (int j = start; j < start + width; j++) {
            double logit = at(x, j);
            sum += Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit)));
        }
        return sum;
    }

    /** x = sigmoid(x) * factor over a row. */
    static void sigmoid(ByteBuffer x, int start, int width, float factor) {
        int whole = whole(width);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector v = load(x, start + j);
            FloatVector e = VectorMath.exp(v.abs().neg());
            FloatVector share = all(factor).div(e.add(1f));
            store(share.blend(share.mul(e), v.compare(LT, 0f)), x, start + j);
        }
        for (int j = whole; j < width; j++) {
            float v = at(x, start + j);
            float e = VectorMath.exp(-Math.abs(v));
            float share = factor / (1 + e);
            put(x, start + j, v < 0 ? share * e : share);
        }
    }

    static int greatest(ByteBuffer x, int start, int width) {
        int best = 0;
        for (int j = 1; j < width; j++) {
            best = at(x, start + j) > at(x, start + best) ? j : best;
        }
        return best;
    }
}

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

/** Layer normalisation of one row, forward and backward. */
final class LayerNormKernels {
    private LayerNormKernels() {}

    static float mean(ByteBuffer x, int start, int width) {
        int whole = whole(width);
        FloatVector sums = VectorMath.zero();
        for (int j = 0; j < whole; j += LANES) {
            sums = sums.add(load(x, start + j));
        }
        float sum = sum(sums);
        for (int j = whole; j < width; j++) {
            sum += at(x, start + j);
        }
        return sum / width;
    }

    /** 1 / sqrt(variance + epsilon), the variance being taken around the mean: a mean of squares would lose digits. */
    static float inverseDeviation(ByteBuffer x, int start, int width, float mean, float epsilon) {
        int whole = whole(width);
        FloatVector shift = all(mean);
        FloatVector squares = VectorMath.zero();
        for (int j = 0; j < whole; j += LANES) {
            FloatVector v = load(x, start + j).sub(shift);
            squares = v.fma(v, squares);
        }
        float square = sum(squares);
        for (int j = whole; j < width; j++) {
            float v = at(x, start + j) - mean;
            square = Math.fma(v, v, square);
        }
        return (float) (1 / Math.sqrt((double) square / width + epsilon));
    }

    static void normalise(
            ByteBuffer x, int start, int width, float mean, float r, ByteBuffer scale, ByteBuffer bias, ByteBuffer y) {
        int whole = whole(width);
        FloatVector shift = all(mean);
        FloatVector factor = all(r);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector h = load(x, start + j).sub(shift).mul(factor);
            store(h.fma(load(scale, j), load(bias, j)), y, start + j);
        }
        for (int j = whole; j < width; j++) {
            put(y, start + j, Math.fma((at(x, start + j) - mean) * r, at(scale, j), at(bias, j)));
        }
    }

    /**
     * dx += r (g - mean(g) - h mean(g h)).
     *
     * @param sums of dy h for each column, then of dy from {@code width} on; added to
     */
    static void backward(
            ByteBuffer dy,
            ByteBuffer x,
            ByteBuffer scale,
            int start,
            int width,
            float mean,
            float r,
            ByteBuffer dx,
            float[] sums) {
        int whole = whole(width);
        FloatVector shift = all(mean);
        FloatVector factor = all(r);
        FloatVector gSums = VectorMath.zero();
        FloatVector ghSums = VectorMath.zero();
        for (int j = 0; j < whole; j += LANES) {
            FloatVector d = load(dy, start + j);
            FloatVector h = load(x, start + j).sub(shift).mul(factor);
            FloatVector g = d.mul(load(scale, j));
            gSums = gSums.add(g);
            ghSums = g.fma(h, ghSums);
            d.fma(h, FloatVector.fromArray(SPECIES, sums, j)).intoArray(sums, j);
            FloatVector.fromArray(SPECIES, sums, width + j).add(d).intoArray(sums, width + j);
        }
        float g = sum(gSums);
        float gh = sum(ghSums);
        for (int j = whole; j < width; j++) {
            float d = at(dy, start + j);
            float h = (at(x, start + j) - mean) * r;
            g += d * at(scale, j);
            gh = Math.fma(d * at(scale, j), h, gh);
            sums[j] = Math.fma(d, h, sums[j]);
            sums[width + j] += d;
        }
        addGradients(dy, x, scale, start, width, mean, r, g / width, gh / width, dx);
    }

    private static void addGradients(
            ByteBuffer dy,
            ByteBuffer x,
            ByteBuffer scale,
            int start,
            int width,
            float mean,
            float r,
            float g,
            float gh,
            ByteBuffer dx) {
        int whole = whole(width);
        FloatVector shift = all(mean);
        FloatVector factor = all(r);
        FloatVector off = all(-gh);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector h = load(x, start + j).sub(shift).mul(factor);
            FloatVector change =
                    h.fma(off, load(dy, start + j).mul(load(scale, j)).sub(g));
            store(change.fma(factor, load(dx, start + j)), dx, start + j);
        }
        for (int j = whole; j < width; j++) {
            float h = (at(x, start + j) - mean) * r;
            float change = Math.fma(h, -gh, at(dy, start + j) * at(scale, j) - g);
            put(dx, start + j, Math.fma(change, r, at(dx, start + j)));
        }
    }
}

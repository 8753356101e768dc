package org.sparselaw.training.device.cpu;

import static org.sparselaw.training.device.cpu.VectorMath.LANES;
import static org.sparselaw.training.device.cpu.VectorMath.all;
import static org.sparselaw.training.device.cpu.VectorMath.load;
import static org.sparselaw.training.device.cpu.VectorMath.store;
import static org.sparselaw.training.device.cpu.VectorMath.sum;
import static org.sparselaw.training.device.cpu.VectorMath.zeroWhereZero;

import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;
import org.sparselaw.training.device.AdaFactorStep;

/**
 * AdaFactor in two passes: the first updates v and sums what the two RMS need, the second computes u again and updates w.
 * Reading g and v twice is cheaper than a buffer for u.
 */
final class OptimizerKernels {
    /** Sums are taken by blocks of this many numbers and joined in order: the same for any number of threads. */
    private static final int BLOCK = 1024;

    private final Workers workers;

    OptimizerKernels(Workers workers) {
        this.workers = workers;
    }

    /** @param keep as in {@link CpuMask#keep}, or null */
    void adaFactor(AdaFactorStep step, CpuBuffer w, CpuBuffer g, CpuBuffer v, CpuBuffer keep) {
        int size = w.padded();
        int blocks = (size + BLOCK - 1) / BLOCK;
        float[] sums = new float[blocks * 4];
        workers.split(size, BLOCK, (from, to, worker) -> {
            for (int start = from; start < to; start += BLOCK) {
                int end = Math.min(start + BLOCK, to);
                int at = start / BLOCK * 4;
                secondMoments(g.bytes(), v.bytes(), start, end, step.decay(), step.epsilon());
                updates(g.bytes(), v.bytes(), start, end, sums, at);
                weights(w.bytes(), start, end, sums, at + 2);
            }
        });
        double updateRms = rootMean(sums, 0);
        double scale = Math.max(step.minimumScale(), rootMean(sums, 2));
        float factor = (float) (step.stepSize() * scale / Math.max(1, updateRms / step.clip()));
        workers.split(size, BLOCK, (from, to, worker) -> {
            if (keep == null) {
                apply(w.bytes(), g.bytes(), v.bytes(), from, to, factor);
            } else {
                apply(w.bytes(), g.bytes(), v.bytes(), keep.bytes(), from, to, factor);
            }
        });
    }

    private static double rootMean(float[] sums, int at) {
        double squares = 0;
        double count = 0;
        for (int i = at; i < sums.length; i += 4) {
            squares += sums[i];
            count += sums[i + 1];
        }
        return count == 0 ? 0 : Math.sqrt(squares / count);
    }

    private static void secondMoments(ByteBuffer g, ByteBuffer v, int from, int to, float decay, float epsilon) {
        FloatVector old = all(decay);
        FloatVector fresh = all(1 - decay);
        FloatVector least = all(epsilon);
        for (int i = from; i < to; i += LANES) {
            FloatVector gradient = load(g, i);
            store(gradient.fma(gradient, least).mul(fresh).add(load(v, i).mul(old)), v, i);
        }
    }

    private static FloatVector update(ByteBuffer g, ByteBuffer v, int i) {
        FloatVector gradient = load(g, i);
        // Also where v is 0, which makes 0 / 0.
        return zeroWhereZero(gradient.div(load(v, i).sqrt()), gradient);
    }

    /**
     * The sum of u^2 = g^2 / v, and how many u are not 0. Gradients are not masked: entries not kept have a u as well.
     */
    private static void updates(ByteBuffer g, ByteBuffer v, int from, int to, float[] sums, int at) {
        FloatVector squares = VectorMath.zero();
        FloatVector count = VectorMath.zero();
        FloatVector one = all(1);
        for (int i = from; i < to; i += LANES) {
            FloatVector gradient = load(g, i);
            squares = squares.add(zeroWhereZero(gradient.mul(gradient).div(load(v, i)), gradient));
            count = count.add(zeroWhereZero(one, gradient));
        }
        sums[at] = sum(squares);
        sums[at + 1] = sum(count);
    }

    private static void weights(ByteBuffer w, int from, int to, float[] sums, int at) {
        FloatVector squares = VectorMath.zero();
        FloatVector count = VectorMath.zero();
        FloatVector one = all(1);
        for (int i = from; i < to; i += LANES) {
            FloatVector x = load(w, i);
            squares = x.fma(x, squares);
            count = count.add(zeroWhereZero(one, x));
        }
        sums[at] = sum(squares);
        sums[at + 1] = sum(count);
    }

    private static void apply(ByteBuffer w, ByteBuffer g, ByteBuffer v, int from, int to, float factor) {
        FloatVector back = all(-factor);
        for (int i = from; i < to; i += LANES) {
            store(update(g, v, i).fma(back, load(w, i)), w, i);
        }
    }

    private static void apply(
            ByteBuffer w, ByteBuffer g, ByteBuffer v, ByteBuffer keep, int from, int to, float factor) {
        FloatVector back = all(-factor);
        for (int i = from; i < to; i += LANES) {
            store(zeroWhereZero(update(g, v, i).fma(back, load(w, i)), load(keep, i)), w, i);
        }
    }
}

package org.sparselaw.training.device.cpu;

import static org.sparselaw.training.device.cpu.VectorMath.LANES;
import static org.sparselaw.training.device.cpu.VectorMath.all;
import static org.sparselaw.training.device.cpu.VectorMath.at;
import static org.sparselaw.training.device.cpu.VectorMath.load;
import static org.sparselaw.training.device.cpu.VectorMath.put;
import static org.sparselaw.training.device.cpu.VectorMath.store;
import static org.sparselaw.training.device.cpu.VectorMath.sum;

import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;
import org.sparselaw.training.device.LossSum;

/**
 * Cross-entropy of rows of logits. log Z = m + log(sum of e^(x - m)) with m the greatest logit, so no logit is too large; the
 * sums of a row are in double precision beyond {@link #BLOCK} columns, those over rows throughout.
 */
final class LossKernels {
    private static final int ROWS_A_PART = 16;
    /** Columns that are summed in single precision before they go into a sum in double. */
    private static final int BLOCK = 512;

    private final Workers workers;
    private final Scratch[] rows;

    LossKernels(Workers workers, OffHeap memory) {
        this.workers = workers;
        this.rows = Scratch.each(workers, memory);
    }

    LossSum withGradient(CpuBuffer logits, int[] labels, int vocabulary, int padding, float zLoss, long counted) {
        double[] logZs = new double[labels.length];
        double[] losses = new double[labels.length];
        workers.share(labels.length, ROWS_A_PART, (from, to, worker) -> {
            ByteBuffer x = logits.bytes();
            for (int row = from; row < to; row++) {
                int start = row * vocabulary;
                if (labels[row] == padding) {
                    zero(x, start, vocabulary);
                    continue;
                }
                float greatest = greatest(x, start, vocabulary);
                double label = at(x, start + labels[row]);
                double sum = exponentials(x, start, vocabulary, greatest, x, start);
                double logZ = greatest + Math.log(sum);
                scale(x, start, vocabulary, (float) ((1 + 2 * zLoss * logZ) / sum / counted));
                put(x, start + labels[row], (float) (at(x, start + labels[row]) - 1.0 / counted));
                logZs[row] = logZ;
                losses[row] = logZ - label;
            }
        });
        return total(counted(labels, padding), losses, logZs, zLoss);
    }

    LossSum withoutGradient(CpuBuffer logits, int[] labels, int vocabulary, int padding) {
        double[] losses = new double[labels.length];
        workers.share(labels.length, ROWS_A_PART, (from, to, worker) -> {
            ByteBuffer x = logits.bytes();
            ByteBuffer terms = rows[worker].atLeast(vocabulary).bytes();
            for (int row = from; row < to; row++) {
                if (labels[row] != padding) {
                    int start = row * vocabulary;
                    float greatest = greatest(x, start, vocabulary);
                    double sum = exponentials(x, start, vocabulary, greatest, terms, 0);
                    losses[row] = greatest + Math.log(sum) - at(x, start + labels[row]);
                }
            }
        });
        return total(counted(labels, padding), losses, losses, 0);
    }

    private static long counted(int[] labels, int padding) {
        long count = 0;
        for (int label : labels) {
            count += label == padding ? 0 : 1;
        }
        return count;
    }

    private static LossSum total(long count, double[] losses, double[] logZs, float zLoss) {
        double crossEntropy = 0;
        double squares = 0;
        for (int row = 0; row < losses.length; row++) {
            crossEntropy += losses[row];
            squares += logZs[row] * logZs[row];
        }
        return new LossSum(crossEntropy, zLoss * squares, count);
    }

    private static float greatest(ByteBuffer x, int start, int width) {
        int whole = VectorMath.whole(width);
        FloatVector greatest = all(Float.NEGATIVE_INFINITY);
        for (int j = 0; j < whole; j += LANES) {
            greatest = greatest.max(load(x, start + j));
        }
        float most = VectorMath.greatest(greatest);
        for (int j = whole; j < width; j++) {
            most = Math.max(most, at(x, start + j));
        }
        return most;
    }

    /** The sum of e^(x - greatest); the terms are written to {@code to}. */
    private static double exponentials(ByteBuffer x, int start, int width, float greatest, ByteBuffer to, int toStart) {
        int whole = VectorMath.whole(width);
        double sum = 0;
        for (int j = 0; j < whole; j += BLOCK) {
            sum += exponentialsOfBlock(x, start + j, Math.min(BLOCK, whole - j), greatest, to, toStart + j);
        }
        for (int j = whole; j < width; j++) {
            float e = VectorMath.exp(at(x, start + j) - greatest);
            put(to, toStart + j, e);
            sum += e;
        }
        return sum;
    }

    private static float exponentialsOfBlock(
            ByteBuffer x, int start, int count, float greatest, ByteBuffer to, int toStart) {
        FloatVector shift = all(greatest);
        FloatVector sums = VectorMath.zero();
        for (int j = 0; j < count; j += LANES) {
            FloatVector e = VectorMath.exp(load(x, start + j).sub(shift));
            store(e, to, toStart + j);
            sums = sums.add(e);
        }
        return sum(sums);
    }

    private static void scale(ByteBuffer x, int start, int width, float by) {
        int whole = VectorMath.whole(width);
        FloatVector factor = all(by);
        for (int j = 0; j < whole; j += LANES) {
            store(load(x, start + j).mul(factor), x, start + j);
        }
        for (int j = whole; j < width; j++) {
            put(x, start + j, at(x, start + j) * by);
        }
    }

    private static void zero(ByteBuffer x, int start, int width) {
        for (int j = start; j < start + width; j++) {
            put(x, j, 0);
        }
    }
}

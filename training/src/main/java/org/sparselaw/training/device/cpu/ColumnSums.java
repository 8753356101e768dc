package org.sparselaw.training.device.cpu;

import static org.sparselaw.training.device.cpu.VectorMath.at;
import static org.sparselaw.training.device.cpu.VectorMath.put;

import java.util.Arrays;

/**
 * Sums over the rows of a matrix, one a column, taken by several workers: some rows at a time in single precision, these in
 * double, and those of the workers one after the other.
 */
final class ColumnSums {
    /** Rows whose sum is in single precision. */
    private static final int BLOCK = 64;

    /** A part of the sum: adds rows {@code from} (inclusive) to {@code to} (exclusive) to {@code sums}. */
    interface Rows {
        void add(int from, int to, float[] sums);
    }

    private final double[][] totals;
    private final float[][] blocks;

    /** @param columns of all sums that are taken together */
    ColumnSums(Workers workers, int columns) {
        totals = new double[workers.count()][columns];
        blocks = new float[workers.count()][CpuBuffer.padded(columns)];
    }

    /** The part of one worker. */
    void add(int worker, int from, int to, Rows rows) {
        float[] block = blocks[worker];
        double[] total = totals[worker];
        for (int first = from; first < to; first += BLOCK) {
            Arrays.fill(block, 0);
            rows.add(first, Math.min(first + BLOCK, to), block);
            for (int j = 0; j < total.length; j++) {
                total[j] += block[j];
            }
        }
    }

    /** Adds the sums of {@code count} columns from {@code first} on to the numbers of a buffer. */
    void addTo(CpuBuffer sums, int first, int count) {
        for (int j = 0; j < count; j++) {
            double sum = at(sums.bytes(), j);
            for (double[] total : totals) {
                sum += total[first + j];
            }
            put(sums.bytes(), j, (float) sum);
        }
    }
}

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
import static org.sparselaw.training.device.cpu.VectorMath.zero;
import static org.sparselaw.training.device.cpu.VectorMath.zeroWhereZero;

import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;
import org.sparselaw.training.device.AdaFactorStep;

/**
 * Factored AdaFactor in three passes: means of squares over rows and columns, the RMS of the update, the update. Sums are taken
 * by blocks of rows and joined in order: the same for any number of threads.
 */
final class FactoredKernels {
    private static final int ROWS = 64;

    private final Workers workers;

    FactoredKernels(Workers workers) {
        this.workers = workers;
    }

    void step(AdaFactorStep step, int columns, CpuBuffer w, CpuBuffer g, CpuBuffer r, CpuBuffer c) {
        int rows = w.size() / columns;
        int blocks = (rows + ROWS - 1) / ROWS;
        float[] columnSums = new float[blocks * columns];
        // A row: the sum of w^2, how many w are not 0, and the same of u.
        float[] sums = new float[4 * rows];
        double keep = step.decay();
        workers.split(rows, ROWS, (from, to, worker) -> {
            for (int i = from; i < to; i++) {
                double squares = squares(g.bytes(), i * columns, columns, columnSums, i / ROWS * columns);
                double mean = squares / columns + step.epsilon();
                put(r.bytes(), i, (float) (keep * at(r.bytes(), i) + (1 - keep) * mean));
                sumNonZeros(w.bytes(), i * columns, columns, sums, 4 * i);
            }
        });
        double mean = mean(r.bytes(), rows);
        float[] columnFactors = new float[columns];
        for (int j = 0; j < columns; j++) {
            double squares = 0;
            for (int block = 0; block < blocks; block++) {
                squares += columnSums[block * columns + j];
            }
            float moment = (float) (keep * at(c.bytes(), j) + (1 - keep) * (squares / rows + step.epsilon()));
            put(c.bytes(), j, moment);
            columnFactors[j] = (float) (1 / Math.sqrt(moment));
        }
        workers.split(rows, ROWS, (from, to, worker) -> {
            for (int i = from; i < to; i++) {
                float rowFactor = (float) Math.sqrt(mean / at(r.bytes(), i));
                sumUpdates(g.bytes(), i * columns, rowFactor, columnFactors, sums, 4 * i + 2);
            }
        });
        double scale = Math.max(step.minimumScale(), rootMean(sums, 0));
        double factor = step.stepSize() * scale / Math.max(1, rootMean(sums, 2) / step.clip());
        workers.split(rows, ROWS, (from, to, worker) -> {
            for (int i = from; i < to; i++) {
                float rowFactor = (float) Math.sqrt(mean / at(r.bytes(), i));
                apply(w.bytes(), g.bytes(), i * columns, rowFactor, columnFactors, (float) -factor);
            }
        });
    }

    private static double mean(ByteBuffer x, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += at(x, i);
        }
        return sum / count;
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

    /** The sum of g^2 over a row; adds each g^2 to the sum of its column. */
    private static double squares(ByteBuffer g, int first, int columns, float[] columnSums, int at) {
        FloatVector sum = zero();
        int whole = whole(columns);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector gradient = load(g, first + j);
            FloatVector square = gradient.mul(gradient);
            sum = sum.add(square);
            FloatVector.fromArray(SPECIES, columnSums, at + j).add(square).intoArray(columnSums, at + j);
        }
        double rest = 0;
        for (int j = whole; j < columns; j++) {
            float gradient = at(g, first + j);
            rest += gradient * gradient;
            columnSums[at + j] += gradient * gradient;
        }
        return sum(sum) + rest;
    }

    private static void sumNonZeros(ByteBuffer w, int first, int columns, float[] sums, int at) {
        FloatVector squares = zero();
        FloatVector count = zero();
        FloatVector one = all(1);
        int whole = whole(columns);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector x = load(w, first + j);
            squares = x.fma(x, squares);
            count = count.add(zeroWhereZero(one, x));
        }
        sums[at] = sum(squares);
        sums[at + 1] = sum(count);
        for (int j = whole; j < columns; j++) {
            float x = at(w, first + j);
            sums[at] += x * x;
            sums[at + 1] += x == 0 ? 0 : 1;
        }
    }

    private static void sumUpdates(
            ByteBuffer g, int first, float rowFactor, float[] columnFactors, float[] sums, int at) {
        FloatVector squares = zero();
        FloatVector count = zero();
        FloatVector one = all(1);
        int whole = whole(columnFactors.length);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector gradient = load(g, first + j);
            FloatVector u = gradient.mul(rowFactor).mul(FloatVector.fromArray(SPECIES, columnFactors, j));
            squares = u.fma(u, squares);
            count = count.add(zeroWhereZero(one, gradient));
        }
        sums[at] = sum(squares);
        sums[at + 1] = sum(count);
        for (int j = whole; j < columnFactors.length; j++) {
            float u = at(g, first + j) * rowFactor * columnFactors[j];
            sums[at] += u * u;
            sums[at + 1] += at(g, first + j) == 0 ? 0 : 1;
        }
    }

    private static void apply(
            ByteBuffer w, ByteBuffer g, int first, float rowFactor, float[] columnFactors, float factor) {
        int whole = whole(columnFactors.length);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector u = load(g, first + j).mul(rowFactor).mul(FloatVector.fromArray(SPECIES, columnFactors, j));
            store(u.fma(all(factor), load(w, first + j)), w, first + j);
        }
        for (int j = whole; j < columnFactors.length; j++) {
            float u = at(g, first + j) * rowFactor * columnFactors[j];
            put(w, first + j, Math.fma(u, factor, at(w, first + j)));
        }
    }
}

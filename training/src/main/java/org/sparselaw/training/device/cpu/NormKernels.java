package org.sparselaw.training.device.cpu;

import static org.sparselaw.training.device.cpu.VectorMath.LANES;
import static org.sparselaw.training.device.cpu.VectorMath.all;
import static org.sparselaw.training.device.cpu.VectorMath.at;
import static org.sparselaw.training.device.cpu.VectorMath.load;
import static org.sparselaw.training.device.cpu.VectorMath.put;
import static org.sparselaw.training.device.cpu.VectorMath.store;
import static org.sparselaw.training.device.cpu.VectorMath.sum;
import static org.sparselaw.training.device.cpu.VectorMath.whole;

import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;

/** RMS normalisation of rows, forward and backward. */
final class NormKernels {
    private static final int ROWS_A_PART = 64;

    private final Workers workers;

    NormKernels(Workers workers) {
        this.workers = workers;
    }

    void rmsNorm(CpuBuffer x, CpuBuffer scale, float epsilon, int rows, int width, CpuBuffer y, CpuBuffer inverseRms) {
        workers.share(rows, ROWS_A_PART, (from, to, worker) -> {
            for (int row = from; row < to; row++) {
                float r = forward(x.bytes(), scale.bytes(), epsilon, row * width, width, y.bytes());
                put(inverseRms.bytes(), row, r);
            }
        });
    }

    void rmsNormBackward(
            CpuBuffer dy,
            CpuBuffer x,
            CpuBuffer scale,
            CpuBuffer inverseRms,
            int rows,
            int width,
            CpuBuffer dx,
            CpuBuffer dScale) {
        float[][] dScales = new float[workers.count()][CpuBuffer.padded(width)];
        workers.split(rows, ROWS_A_PART, (from, to, worker) -> {
            float[] sums = dScales[worker];
            for (int row = from; row < to; row++) {
                float r = at(inverseRms.bytes(), row);
                backward(dy.bytes(), x.bytes(), scale.bytes(), r, row * width, width, dx.bytes(), sums);
            }
        });
        for (float[] sums : dScales) {
            for (int j = 0; j < width; j++) {
                put(dScale.bytes(), j, at(dScale.bytes(), j) + sums[j]);
            }
        }
    }

    private static float forward(ByteBuffer x, ByteBuffer scale, float epsilon, int start, int width, ByteBuffer y) {
        int whole = whole(width);
        FloatVector squares = VectorMath.zero();
        for (int j = 0; j < whole; j += LANES) {
            FloatVector v = load(x, start + j);
            squares = v.fma(v, squares);
        }
        float square = sum(squares);
        for (int j = whole; j < width; j++) {
            float v = at(x, start + j);
            square = Math.fma(v, v, square);
        }
        float r = (float) (1 / Math.sqrt((double) square / width + epsilon));
        FloatVector factor = all(r);
        for (int j = 0; j < whole; j += LANES) {
            store(load(x, start + j).mul(factor).mul(load(scale, j)), y, start + j);
        }
        for (int j = whole; j < width; j++) {
            put(y, start + j, at(x, start + j) * r * at(scale, j));
        }
        return r;
    }

    private static void backward(
            ByteBuffer dy, ByteBuffer x, ByteBuffer scale, float r, int start, int width, ByteBuffer dx, float[] sums) {
        int whole = whole(width);
        FloatVector products = VectorMath.zero();
        FloatVector factor = all(r);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector dyx = load(dy, start + j).mul(load(x, start + j));
            products = dyx.fma(load(scale, j), products);
            dyx.fma(factor, FloatVector.fromArray(VectorMath.SPECIES, sums, j)).intoArray(sums, j);
        }
        float product = sum(products);
        for (int j = whole; j < width; j++) {
            float dyx = at(dy, start + j) * at(x, start + j);
            product = Math.fma(dyx, at(scale, j), product);
            sums[j] = Math.fma(dyx, r, sums[j]);
        }
        float back = (float) (-(double) r * r * r * product / width);
        FloatVector backs = all(back);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector change = load(dy, start + j).mul(load(scale, j)).mul(factor);
            store(load(dx, start + j).add(load(x, start + j).fma(backs, change)), dx, start + j);
        }
        for (int j = whole; j < width; j++) {
            float change = Math.fma(at(x, start + j), back, at(dy, start + j) * at(scale, j) * r);
            put(dx, start + j, at(dx, start + j) + change);
        }
    }
}

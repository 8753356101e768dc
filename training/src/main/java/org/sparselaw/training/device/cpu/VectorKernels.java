package org.sparselaw.training.device.cpu;

import static jdk.incubator.vector.VectorOperators.EQ;
import static org.sparselaw.training.device.cpu.VectorMath.LANES;
import static org.sparselaw.training.device.cpu.VectorMath.at;
import static org.sparselaw.training.device.cpu.VectorMath.load;
import static org.sparselaw.training.device.cpu.VectorMath.put;
import static org.sparselaw.training.device.cpu.VectorMath.store;
import static org.sparselaw.training.device.cpu.VectorMath.zeroWhereZero;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Kernels over flat buffers: each number by itself, or their sum. */
final class VectorKernels {
    private VectorKernels() {}

    static void fill(CpuBuffer x, float value) {
        ByteBuffer bytes = x.bytes();
        float[] block = new float[Math.min(x.size(), 1024)];
        Arrays.fill(block, value);
        FloatBuffer floats = bytes.duplicate().order(bytes.order()).asFloatBuffer();
        for (int from = 0; from < x.size(); from += block.length) {
            floats.put(block, 0, Math.min(block.length, x.size() - from));
        }
    }

    static void copy(CpuBuffer from, CpuBuffer to) {
        to.bytes().put(0, from.bytes(), 0, from.size() * Float.BYTES);
    }

    /** Adds {@code count} numbers of x, from {@code xStart} on, to those of y. */
    static void add(ByteBuffer x, int xStart, ByteBuffer y, int yStart, int count) {
        int whole = VectorMath.whole(count);
        for (int j = 0; j < whole; j += LANES) {
            store(load(y, yStart + j).add(load(x, xStart + j)), y, yStart + j);
        }
        for (int j = whole; j < count; j++) {
            put(y, yStart + j, at(y, yStart + j) + at(x, xStart + j));
        }
    }

    /** Four running sums in double precision, joined at the end. */
    static double sumOfSquares(CpuBuffer x) {
        ByteBuffer bytes = x.bytes();
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        for (int i = 0; i < x.padded(); i += 4) {
            double x0 = at(bytes, i);
            double x1 = at(bytes, i + 1);
            double x2 = at(bytes, i + 2);
            double x3 = at(bytes, i + 3);
            s0 += x0 * x0;
            s1 += x1 * x1;
            s2 += x2 * x2;
            s3 += x3 * x3;
        }
        return s0 + s1 + (s2 + s3);
    }

    static int nonZeros(CpuBuffer x) {
        ByteBuffer bytes = x.bytes();
        int count = 0;
        for (int i = 0; i < x.size(); i++) {
            count += at(bytes, i) != 0 ? 1 : 0;
        }
        return count;
    }

    static void applyMask(CpuBuffer w, CpuBuffer keep, int from, int to) {
        applyMask(w.bytes(), keep.bytes(), from, to);
    }

    static void applyMask(ByteBuffer w, ByteBuffer keep, int from, int to) {
        for (int i = from; i < to; i += LANES) {
            store(zeroWhereZero(load(w, i), load(keep, i)), w, i);
        }
    }

    static void scale(ByteBuffer x, float factor, int from, int to) {
        for (int i = from; i < to; i += LANES) {
            store(load(x, i).mul(factor), x, i);
        }
    }

    /** Scales the numbers of x where {@code keep} is 0. */
    static void scaleWhereZero(ByteBuffer x, ByteBuffer keep, float factor, int from, int to) {
        for (int i = from; i < to; i += LANES) {
            FloatVector old = load(x, i);
            store(old.blend(old.mul(factor), load(keep, i).compare(EQ, 0f)), x, i);
        }
    }
}

package org.sparselaw.training.device.cpu;

import static org.sparselaw.training.device.cpu.VectorMath.LANES;
import static org.sparselaw.training.device.cpu.VectorMath.SPECIES;
import static org.sparselaw.training.device.cpu.VectorMath.at;
import static org.sparselaw.training.device.cpu.VectorMath.load;
import static org.sparselaw.training.device.cpu.VectorMath.put;
import static org.sparselaw.training.device.cpu.VectorMath.store;
import static org.sparselaw.training.device.cpu.VectorMath.whole;

import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;

/** One row of what follows a linear map: its bias, and the way back through bias and activation. */
final class BiasKernels {
    private BiasKernels() {}

    static void add(ByteBuffer x, ByteBuffer bias, int start, int width, ByteBuffer out) {
        int whole = whole(width);
        for (int j = 0; j < whole; j += LANES) {
            store(load(x, start + j).add(load(bias, j)), out, start + j);
        }
        for (int j = whole; j < width; j++) {
            put(out, start + j, at(x, start + j) + at(bias, j));
        }
    }

    /** Adds a row to sums. */
    static void sum(ByteBuffer x, int start, int width, float[] sums) {
        int whole = whole(width);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector.fromArray(SPECIES, sums, j).add(load(x, start + j)).intoArray(sums, j);
        }
        for (int j = whole; j < width; j++) {
            sums[j] += at(x, start + j);
        }
    }

    /** dx = dOut * derivative; adds the row of dx to sums. */
    static void geluBackward(
            ByteBuffer dOut, ByteBuffer derivative, int start, int width, ByteBuffer dx, float[] sums) {
        int whole = whole(width);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector d = load(dOut, start + j).mul(load(derivative, start + j));
            store(d, dx, start + j);
            FloatVector.fromArray(SPECIES, sums, j).add(d).intoArray(sums, j);
        }
        for (int j = whole; j < width; j++) {
            float d = at(dOut, start + j) * at(derivative, start + j);
            put(dx, start + j, d);
            sums[j] += d;
        }
    }
}

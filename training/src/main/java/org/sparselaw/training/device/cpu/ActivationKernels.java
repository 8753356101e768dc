package org.sparselaw.training.device.cpu;

import static org.sparselaw.training.device.cpu.VectorMath.LANES;
import static org.sparselaw.training.device.cpu.VectorMath.SPECIES;
import static org.sparselaw.training.device.cpu.VectorMath.all;
import static org.sparselaw.training.device.cpu.VectorMath.load;
import static org.sparselaw.training.device.cpu.VectorMath.store;
import static org.sparselaw.training.device.cpu.VectorMath.zeroWhereZero;

import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;

/**
 * The activations of feed-forward layers. For the gated GELU: With 1 + tanh(y) = 2 s and s = 1 / (1 + e^(-2y)), gelu(x) = x s and gelu'(x) = s + x s (1 - s) (2y)', where
 * 2y = 2 sqrt(2/pi) (x + 0.044715 x^3).
 */
final class ActivationKernels {
    private static final float SLOPE = 1.59576912f; // 2 sqrt(2/pi)
    private static final float CUBIC = 0.044715f;

    /** From here on s is 0 or 1 in f32, and e^(-2y) still a number. */
    private static final float SATURATED = 10;

    /** Numbers whose factors wait in the first-level cache. */
    private static final int BLOCK = 1024;

    private ActivationKernels() {}

    static void gatedGelu(CpuBuffer gate, CpuBuffer linear, CpuBuffer out, int from, int to) {
        forward(gate.bytes(), linear.bytes(), out.bytes(), from, to);
    }

    private static void forward(ByteBuffer gate, ByteBuffer linear, ByteBuffer out, int from, int to) {
        for (int i = from; i < to; i += LANES) {
            FloatVector x = load(gate, i);
            FloatVector e = VectorMath.normalExp(negativeTwiceY(bounded(x)));
            store(x.mul(load(linear, i)).div(e.add(1f)), out, i);
        }
    }

    static void gatedGeluBackward(
            CpuBuffer dOut, CpuBuffer gate, CpuBuffer linear, CpuBuffer dGate, CpuBuffer dLinear, int from, int to) {
        float[] s = new float[BLOCK];
        float[] derivative = new float[BLOCK];
        for (int start = from; start < to; start += BLOCK) {
            int count = Math.min(BLOCK, to - start);
            factors(gate.bytes(), start, count, s, derivative);
            gradients(dOut, gate, linear, dGate, dLinear, start, count, s, derivative);
        }
    }

    /** gelu(x) / x and gelu'(x). */
    private static void factors(ByteBuffer gate, int start, int count, float[] s, float[] derivative) {
        for (int i = 0; i < count; i += LANES) {
            FloatVector x = bounded(load(gate, start + i));
            FloatVector e = VectorMath.normalExp(negativeTwiceY(x));
            FloatVector share = all(1f).div(e.add(1f));
            FloatVector slope = x.mul(x).fma(all(3 * CUBIC * SLOPE), all(SLOPE));
            share.intoArray(s, i);
            // 1 - s = e s, without the loss of digits when s is close to 1.
            e.mul(share).mul(x).mul(slope).fma(share, share).intoArray(derivative, i);
        }
    }

    private static void gradients(
            CpuBuffer dOut,
            CpuBuffer gate,
            CpuBuffer linear,
            CpuBuffer dGate,
            CpuBuffer dLinear,
            int start,
            int count,
            float[] s,
            float[] derivative) {
        for (int i = 0; i < count; i += LANES) {
            FloatVector x = load(gate.bytes(), start + i);
            FloatVector d = load(dOut.bytes(), start + i);
            FloatVector dx = d.mul(load(linear.bytes(), start + i)).mul(FloatVector.fromArray(SPECIES, derivative, i));
            store(d.mul(x).mul(FloatVector.fromArray(SPECIES, s, i)), dLinear.bytes(), start + i);
            store(dx, dGate.bytes(), start + i);
        }
    }

    static void relu(CpuBuffer x, CpuBuffer out, int from, int to) {
        relu(x.bytes(), out.bytes(), from, to);
    }

    private static void relu(ByteBuffer x, ByteBuffer out, int from, int to) {
        for (int i = from; i < to; i += LANES) {
            store(load(x, i).max(VectorMath.zero()), out, i);
        }
    }

    static void reluBackward(CpuBuffer dOut, CpuBuffer out, CpuBuffer dx, int from, int to) {
        reluBackward(dOut.bytes(), out.bytes(), dx.bytes(), from, to);
    }

    private static void reluBackward(ByteBuffer dOut, ByteBuffer out, ByteBuffer dx, int from, int to) {
        for (int i = from; i < to; i += LANES) {
            store(zeroWhereZero(load(dOut, i), load(out, i)), dx, i);
        }
    }

    private static FloatVector bounded(FloatVector x) {
        return x.min(all(SATURATED)).max(all(-SATURATED));
    }

    private static FloatVector negativeTwiceY(FloatVector x) {
        return x.mul(x).fma(all(-CUBIC * SLOPE), all(-SLOPE)).mul(x);
    }
}

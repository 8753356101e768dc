package org.sparselaw.training.device.cpu;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static org.sparselaw.training.device.cpu.VectorMath.LANES;
import static org.sparselaw.training.device.cpu.VectorMath.all;
import static org.sparselaw.training.device.cpu.VectorMath.load;
import static org.sparselaw.training.device.cpu.VectorMath.store;

import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;

/**
 * The gated GELU. With 1 + tanh(y) = 2 s and s = 1 / (1 + e^(-2y)), gelu(x) = x s and gelu'(x) = s + x s (1 - s) (2y)', where
 * 2y = 2 sqrt(2/pi) (x + 0.044715 x^3).
 */
final class ActivationKernels {
    private static final float SLOPE = 1.59576912f; // 2 sqrt(2/pi)
    private static final float CUBIC = 0.044715f;

    /** From here on s is 0 or 1 in f32, and e^(-2y) still a number. */
    private static final float SATURATED = 10;

    private ActivationKernels() {}

    static void gatedGelu(CpuBuffer gate, CpuBuffer linear, CpuBuffer out, int from, int to) {
        forward(gate.bytes(), linear.bytes(), out.bytes(), from, to);
    }

    private static void forward(ByteBuffer gate, ByteBuffer linear, ByteBuffer out, int from, int to) {
        for (int i = from; i < to; i += LANES) {
            FloatVector x = load(gate, i);
            FloatVector e = VectorMath.exp(negativeTwiceY(bounded(x)));
            store(x.mul(load(linear, i)).div(e.add(1f)), out, i);
        }
    }

    static void gatedGeluBackward(
            CpuBuffer dOut, CpuBuffer gate, CpuBuffer linear, CpuBuffer dGate, CpuBuffer dLinear, int from, int to) {
        backward(dOut.bytes(), gate.bytes(), linear.bytes(), dGate.bytes(), dLinear.bytes(), from, to);
    }

    private static void backward(
            ByteBuffer dOut,
            ByteBuffer gate,
            ByteBuffer linear,
            ByteBuffer dGate,
            ByteBuffer dLinear,
            int from,
            int to) {
        for (int i = from; i < to; i += LANES) {
            FloatVector x = load(gate, i);
            FloatVector u = load(linear, i);
            FloatVector d = load(dOut, i);
            FloatVector c = bounded(x);
            FloatVector e = VectorMath.exp(negativeTwiceY(c));
            FloatVector s = all(1f).div(e.add(1f));
            FloatVector slope = c.mul(c).fma(all(3 * CUBIC * SLOPE), all(SLOPE));
            // 1 - s = e s, without the loss of digits when s is close to 1.
            FloatVector derivative = e.mul(s).mul(c).mul(slope).fma(s, s);
            store(d.mul(u).mul(derivative), dGate, i);
            store(d.mul(x).mul(s), dLinear, i);
        }
    }

    private static FloatVector bounded(FloatVector x) {
        return x.blend(SATURATED, x.compare(GT, SATURATED)).blend(-SATURATED, x.compare(LT, -SATURATED));
    }

    private static FloatVector negativeTwiceY(FloatVector x) {
        return x.mul(x).fma(all(-CUBIC * SLOPE), all(-SLOPE)).mul(x);
    }
}

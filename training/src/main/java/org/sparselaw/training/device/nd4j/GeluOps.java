package org.sparselaw.training.device.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** GELU in its tanh form and its derivative. */
final class GeluOps {
    private static final double SLOPE = Math.sqrt(2 / Math.PI);
    private static final double CUBIC = 0.044715;

    /** Beyond this the tanh is 1 or -1 in f32, and the powers of the gate would overflow in time. */
    private static final double SATURATED = 20;

    private GeluOps() {}

    static void gated(INDArray gate, INDArray linear, INDArray out) {
        out.assign(gelu(gate).muli(linear));
    }

    static void gatedBackward(INDArray dOut, INDArray gate, INDArray linear, INDArray dGate, INDArray dLinear) {
        INDArray forGate = dOut.mul(linear).muli(derivative(gate));
        INDArray forLinear = dOut.mul(gelu(gate));
        dGate.assign(forGate);
        dLinear.assign(forLinear);
    }

    /** x/2 (1 + t) with t = tanh(SLOPE (x + CUBIC x^3)). */
    private static INDArray gelu(INDArray x) {
        return tanh(clipped(x)).addi(1).muli(x).muli(0.5);
    }

    /** (1 + t)/2 + x/2 (1 - t^2) SLOPE (1 + 3 CUBIC x^2). */
    private static INDArray derivative(INDArray x) {
        INDArray c = clipped(x);
        INDArray t = tanh(c);
        INDArray inner = c.mul(c).muli(3 * CUBIC).addi(1).muli(SLOPE);
        INDArray bend = t.mul(t).rsubi(1).muli(c).muli(inner);
        return t.addi(1).addi(bend).muli(0.5);
    }

    private static INDArray tanh(INDArray c) {
        INDArray inner = c.mul(c).muli(CUBIC).addi(1).muli(c).muli(SLOPE);
        return Transforms.tanh(inner, false);
    }

    private static INDArray clipped(INDArray x) {
        return Transforms.max(Transforms.min(x, SATURATED, true), -SATURATED, false);
    }
}

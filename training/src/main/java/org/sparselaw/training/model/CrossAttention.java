package org.sparselaw.training.model;

import org.sparselaw.training.device.AttentionShape;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Ids;
import org.sparselaw.training.device.Matrix;

/** out = x + attention(norm(x), memory), where the memory is the output of the encoder; no position bias. */
final class CrossAttention {
    private final Norm norm;
    private final MultiHeadAttention attention;
    private final Buffer dNormed; // rows x width, scratch
    private final Buffer out; // rows x width
    private final int rows;
    private final int width;
    private Buffer x;
    private Matrix memory;

    /** @param layer prefix of the parameter names */
    CrossAttention(Workspace workspace, ParameterSet parameters, String layer, AttentionShape shape) {
        Parameter scale = parameters.named(layer + ".layer_norm.weight");
        rows = shape.batch() * shape.queries();
        width = scale.size();
        norm = new RmsNorm(workspace, scale, rows);
        AttentionMaps maps = AttentionMaps.t5(workspace.device(), parameters, layer + ".EncDecAttention");
        attention = new MultiHeadAttention(workspace, maps, shape);
        dNormed = workspace.scratch("dNormed", rows * width);
        out = workspace.activation(rows * width);
    }

    /**
     * @param x rows x width, kept until the backward pass
     * @param memory batch * keys x width, kept likewise
     * @param memoryTokens batch x keys, or null when none is padding
     */
    Buffer forward(Buffer x, Matrix memory, Ids memoryTokens) {
        this.x = x;
        this.memory = memory;
        Matrix n = norm.forward(x);
        attention.forward(n, memory, null, memoryTokens, x, Matrix.of(out, rows, width));
        return out;
    }

    /**
     * @param d comes in as the gradient of the output, leaves as that of x
     * @param dMemory batch * keys x width, added to
     */
    void backward(Buffer d, Matrix dMemory) {
        Matrix dn = Matrix.of(dNormed, rows, width);
        attention.backward(Matrix.of(d, rows, width), norm.output(), memory, null, dn, dMemory);
        norm.backward(dNormed, x, d);
    }
}

package org.sparselaw.training.model;

import org.sparselaw.training.device.AttentionShape;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Ids;
import org.sparselaw.training.device.Matrix;

/** out = x + attention(n, n) with n = norm(x), and the relative-position bias of the stack where there is one. */
final class SelfAttention {
    private final Norm norm;
    private final MultiHeadAttention attention;
    private final RelativeBias bias;
    private final Buffer dNormed; // rows x width, scratch
    private final Buffer out; // rows x width
    private final int rows;
    private final int width;
    private Buffer x;

    /** @param bias of positions, or null */
    SelfAttention(Workspace workspace, Norm norm, MultiHeadAttention attention, RelativeBias bias) {
        this.norm = norm;
        this.attention = attention;
        this.bias = bias;
        rows = norm.output().rows();
        width = norm.output().columns();
        dNormed = workspace.scratch("dNormed", rows * width);
        out = workspace.activation(rows * width);
    }

    /** @param layer prefix of the parameter names */
    static SelfAttention t5(
            Workspace workspace, ParameterSet parameters, String layer, AttentionShape shape, RelativeBias bias) {
        int rows = shape.batch() * shape.queries();
        Norm norm = new RmsNorm(workspace, parameters.named(layer + ".layer_norm.weight"), rows);
        AttentionMaps maps = AttentionMaps.t5(workspace.device(), parameters, layer + ".SelfAttention");
        return new SelfAttention(workspace, norm, new MultiHeadAttention(workspace, maps, shape), bias);
    }

    /**
     * @param x rows x width, kept until the backward pass
     * @param tokens batch x length, or null when none is padding
     */
    Buffer forward(Buffer x, Ids tokens) {
        this.x = x;
        Matrix n = norm.forward(x);
        attention.forward(n, n, bias == null ? null : bias.values(), tokens, x, Matrix.of(out, rows, width));
        return out;
    }

    /** @param d comes in as the gradient of the output, leaves as that of the input */
    void backward(Buffer d) {
        Matrix n = norm.output();
        Matrix dn = Matrix.of(dNormed, rows, width);
        attention.backward(Matrix.of(d, rows, width), n, n, bias == null ? null : bias.gradients(), dn, dn);
        norm.backward(dNormed, x, d);
    }
}

package org.sparselaw.training.model;

import org.sparselaw.training.device.AttentionShape;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Ids;
import org.sparselaw.training.device.Matrix;

/** out = x + attention(n, n) with n = norm(x), and the relative-position bias of the stack. */
final class SelfAttention {
    private final Device device;
    private final Norm norm;
    private final MultiHeadAttention attention;
    private final RelativeBias bias;
    private final Buffer dNormed; // rows x width, scratch
    private final Buffer out; // rows x width
    private final int rows;
    private final int width;
    private Buffer x;

    /** @param layer prefix of the parameter names */
    SelfAttention(Workspace workspace, ParameterSet parameters, String layer, AttentionShape shape, RelativeBias bias) {
        device = workspace.device();
        this.bias = bias;
        Parameter scale = parameters.named(layer + ".layer_norm.weight");
        rows = shape.batch() * shape.queries();
        width = scale.size();
        norm = new Norm(workspace, scale, rows);
        attention = new MultiHeadAttention(workspace, parameters, layer + ".SelfAttention", shape);
        dNormed = workspace.scratch("dNormed", rows * width);
        out = workspace.activation(rows * width);
    }

    /**
     * @param x rows x width, kept until the backward pass
     * @param tokens batch x length, or null when none is padding
     */
    Buffer forward(Buffer x, Ids tokens) {
        this.x = x;
        Matrix n = norm.forward(x);
        device.copy(x, out);
        attention.forward(n, n, bias.values(), tokens, Matrix.of(out, rows, width));
        return out;
    }

    /** @param d comes in as the gradient of the output, leaves as that of the input */
    void backward(Buffer d) {
        Matrix n = norm.output();
        Matrix dn = Matrix.of(dNormed, rows, width);
        attention.backward(Matrix.of(d, rows, width), n, n, bias.gradients(), dn, dn);
        norm.backward(dNormed, x, d);
    }
}

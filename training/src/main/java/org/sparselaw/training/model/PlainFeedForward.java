package org.sparselaw.training.model;

import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Matrix;

/**
 * out = x + f(n Wi^T) Wo^T with n = norm(x) and an activation f: max(0, h) in the first T5, and with biases gelu(h) in ViT.
 * Rows are positions.
 */
final class PlainFeedForward implements FeedForward {
    private final Norm norm;
    private final Linear inMap;
    private final HiddenActivation activation;
    private final Linear outMap;

    private final Buffer dHidden; // rows x mlp, scratch
    private final Buffer dNormed; // rows x width, scratch
    private final Buffer out; // rows x width
    private final int rows;
    private final int width;
    private final int mlp;
    private Buffer x;

    PlainFeedForward(Workspace workspace, Norm norm, Linear inMap, HiddenActivation activation, Linear outMap) {
        this.norm = norm;
        this.inMap = inMap;
        this.activation = activation;
        this.outMap = outMap;
        rows = norm.output().rows();
        width = norm.output().columns();
        mlp = activation.output().size() / rows;
        dHidden = workspace.scratch("dHidden", rows * mlp);
        dNormed = workspace.scratch("dNormed", rows * width);
        out = workspace.activation(rows * width);
    }

    /** @param layer prefix of the parameter names */
    static FeedForward firstT5(Workspace workspace, ParameterSet parameters, String layer, int rows) {
        Parameter in = parameters.named(layer + ".DenseReluDense.wi.weight");
        return new PlainFeedForward(
                workspace,
                new RmsNorm(workspace, parameters.named(layer + ".layer_norm.weight"), rows),
                new Linear(workspace.device(), in),
                new Relu(workspace, rows * in.spec().fanOut()),
                new Linear(workspace.device(), parameters.named(layer + ".DenseReluDense.wo.weight")));
    }

    @Override
    public Buffer forward(Buffer x) {
        this.x = x;
        inMap.forward(norm.forward(x), Matrix.of(activation.input(), rows, mlp));
        activation.forward();
        outMap.forwardOnto(x, hidden(), Matrix.of(out, rows, width));
        return out;
    }

    /** dHidden = d Wo, times f'; dn = dHidden Wi; d += norm backward of dn. */
    @Override
    public void backward(Buffer d) {
        outMap.backward(Matrix.of(d, rows, width), hidden(), Matrix.of(dHidden, rows, mlp));
        activation.backward(dHidden);
        inMap.backward(Matrix.of(dHidden, rows, mlp), norm.output(), Matrix.of(dNormed, rows, width));
        norm.backward(dNormed, x, d);
    }

    private Matrix hidden() {
        return Matrix.of(activation.output(), rows, mlp);
    }
}

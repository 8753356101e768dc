package org.sparselaw.training.model;

import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Matrix;

/**
 * out = x + (gelu(n W0^T) * n W1^T) Wo^T with n = norm(x): the gated-GELU feed-forward layer of T5.1.1 (Shazeer 2020).
 * Rows are positions.
 */
final class GatedFeedForward implements FeedForward {
    private final Device device;
    private final Norm norm;
    private final Linear gateMap;
    private final Linear linearMap;
    private final Linear outMap;

    private final Buffer gateBuffer; // rows x mlp
    private final Buffer linearBuffer; // rows x mlp
    private final Buffer hiddenBuffer; // rows x mlp
    private final Buffer dHiddenBuffer; // rows x mlp, scratch
    private final Buffer dNormedBuffer; // rows x width, scratch
    private final Buffer out; // rows x width
    private final Matrix gate;
    private final Matrix linear;
    private final Matrix hidden;
    private final Matrix dHidden;
    private final Matrix dNormed;
    private final int rows;
    private final int width;
    private Buffer x;

    /** @param layer prefix of the parameter names */
    GatedFeedForward(Workspace workspace, ParameterSet parameters, String layer, int rows) {
        device = workspace.device();
        Parameter wi0 = parameters.named(layer + ".DenseReluDense.wi_0.weight");
        int mlp = wi0.spec().fanOut();
        width = wi0.spec().fanIn();
        this.rows = rows;
        norm = new RmsNorm(workspace, parameters.named(layer + ".layer_norm.weight"), rows);
        gateMap = new Linear(device, wi0);
        linearMap = new Linear(device, parameters.named(layer + ".DenseReluDense.wi_1.weight"));
        outMap = new Linear(device, parameters.named(layer + ".DenseReluDense.wo.weight"));

        gateBuffer = workspace.operand(rows * mlp);
        linearBuffer = workspace.operand(rows * mlp);
        hiddenBuffer = workspace.operand(rows * mlp);
        dHiddenBuffer = workspace.scratch("dHidden", rows * mlp);
        dNormedBuffer = workspace.scratch("dNormed", rows * width);
        out = workspace.activation(rows * width);
        gate = Matrix.of(gateBuffer, rows, mlp);
        linear = Matrix.of(linearBuffer, rows, mlp);
        hidden = Matrix.of(hiddenBuffer, rows, mlp);
        dHidden = Matrix.of(dHiddenBuffer, rows, mlp);
        dNormed = Matrix.of(dNormedBuffer, rows, width);
    }

    @Override
    public Buffer forward(Buffer x) {
        this.x = x;
        Matrix n = norm.forward(x);
        gateMap.forward(n, gate);
        linearMap.forward(n, linear);
        device.gatedGelu(gateBuffer, linearBuffer, hiddenBuffer);
        outMap.forwardOnto(x, hidden, Matrix.of(out, rows, width));
        return out;
    }

    /**
     * dHidden = d Wo; (dGate, dLinear) = gated-GELU backward; dn = dGate W0 + dLinear W1; d += norm backward of dn.
     */
    @Override
    public void backward(Buffer d) {
        outMap.backward(Matrix.of(d, rows, width), hidden, dHidden);
        device.gatedGeluBackward(dHiddenBuffer, gateBuffer, linearBuffer, gateBuffer, linearBuffer);
        gateMap.backward(gate, norm.output(), dNormed);
        linearMap.backwardAdding(linear, norm.output(), dNormed);
        norm.backward(dNormedBuffer, x, d);
    }
}

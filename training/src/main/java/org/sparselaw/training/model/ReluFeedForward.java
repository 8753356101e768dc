package org.sparselaw.training.model;

import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Matrix;

/** out = x + max(0, n Wi^T) Wo^T with n = norm(x): the feed-forward layer of the first T5. Rows are positions. */
final class ReluFeedForward implements FeedForward {
    private final Device device;
    private final Norm norm;
    private final Linear inMap;
    private final Linear outMap;

    private final Buffer hiddenBuffer; // rows x mlp
    private final Buffer dHiddenBuffer; // rows x mlp, scratch
    private final Buffer dNormedBuffer; // rows x width, scratch
    private final Buffer out; // rows x width
    private final Matrix hidden;
    private final Matrix dHidden;
    private final Matrix dNormed;
    private final int rows;
    private final int width;
    private Buffer x;

    /** @param layer prefix of the parameter names */
    ReluFeedForward(Workspace workspace, ParameterSet parameters, String layer, int rows) {
        device = workspace.device();
        Parameter wi = parameters.named(layer + ".DenseReluDense.wi.weight");
        int mlp = wi.spec().fanOut();
        width = wi.spec().fanIn();
        this.rows = rows;
        norm = new Norm(workspace, parameters.named(layer + ".layer_norm.weight"), rows);
        inMap = new Linear(device, wi);
        outMap = new Linear(device, parameters.named(layer + ".DenseReluDense.wo.weight"));

        hiddenBuffer = workspace.activation(rows * mlp);
        dHiddenBuffer = workspace.scratch("dHidden", rows * mlp);
        dNormedBuffer = workspace.scratch("dNormed", rows * width);
        out = workspace.activation(rows * width);
        hidden = Matrix.of(hiddenBuffer, rows, mlp);
        dHidden = Matrix.of(dHiddenBuffer, rows, mlp);
        dNormed = Matrix.of(dNormedBuffer, rows, width);
    }

    @Override
    public Buffer forward(Buffer x) {
        this.x = x;
        inMap.forward(norm.forward(x), hidden);
        device.relu(hiddenBuffer, hiddenBuffer);
        device.copy(x, out);
        outMap.forwardAdding(hidden, Matrix.of(out, rows, width));
        return out;
    }

    /** dHidden = d Wo, 0 where hidden is; dn = dHidden Wi; d += norm backward of dn. */
    @Override
    public void backward(Buffer d) {
        outMap.backward(Matrix.of(d, rows, width), hidden, dHidden);
        device.reluBackward(dHiddenBuffer, hiddenBuffer, dHiddenBuffer);
        inMap.backward(dHidden, norm.output(), dNormed);
        norm.backward(dNormedBuffer, x, d);
    }
}

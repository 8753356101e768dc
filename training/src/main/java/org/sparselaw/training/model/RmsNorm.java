package org.sparselaw.training.model;

import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Matrix;

/** RMS normalisation of rows: y = x / sqrt(mean(x^2) + 1e-6) * scale (Zhang and Sennrich 2019), no mean taken off. */
final class RmsNorm implements Norm {
    static final float EPSILON = 1e-6f;

    private final Device device;
    private final Parameter scale;
    private final int rows;
    private final int width;
    private final Buffer y; // rows x width
    private final Buffer inverseRms; // rows

    RmsNorm(Workspace workspace, Parameter scale, int rows) {
        this.device = workspace.device();
        this.scale = scale;
        this.rows = rows;
        this.width = scale.size();
        this.y = workspace.operand(rows * width);
        this.inverseRms = workspace.activation(rows);
    }

    @Override
    public Matrix output() {
        return Matrix.of(y, rows, width);
    }

    @Override
    public Matrix forward(Buffer x) {
        device.rmsNorm(x, scale.weights(), EPSILON, rows, width, y, inverseRms);
        return output();
    }

    @Override
    public void backward(Buffer dy, Buffer x, Buffer dx) {
        device.rmsNormBackward(dy, x, scale.weights(), inverseRms, rows, width, dx, scale.gradients());
    }
}

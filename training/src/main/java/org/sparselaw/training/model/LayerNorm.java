package org.sparselaw.training.model;

import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Matrix;

/**
 * Layer normalisation of rows: y = (x - mean) / sqrt(variance + epsilon) * scale + bias (Ba et al. 2016). Epsilon is 1e-12,
 * that of the published ViT checkpoints on Hugging Face; the code of the paper has 1e-6.
 */
final class LayerNorm implements Norm {
    static final float EPSILON = 1e-12f;

    private final Device device;
    private final Parameter scale;
    private final Parameter bias;
    private final int rows;
    private final int width;
    private final Buffer y; // rows x width
    private final Buffer means; // rows
    private final Buffer inverseDeviations; // rows

    LayerNorm(Workspace workspace, Parameter scale, Parameter bias, int rows) {
        this.device = workspace.device();
        this.scale = scale;
        this.bias = bias;
        this.rows = rows;
        this.width = scale.size();
        this.y = workspace.operand(rows * width);
        this.means = workspace.activation(rows);
        this.inverseDeviations = workspace.activation(rows);
    }

    @Override
    public Matrix output() {
        return Matrix.of(y, rows, width);
    }

    @Override
    public Matrix forward(Buffer x) {
        device.vision()
                .layerNorm(x, scale.weights(), bias.weights(), EPSILON, rows, width, y, means, inverseDeviations);
        return output();
    }

    @Override
    public void backward(Buffer dy, Buffer x, Buffer dx) {
        device.vision()
                .layerNormBackward(
                        dy,
                        x,
                        scale.weights(),
                        means,
                        inverseDeviations,
                        rows,
                        width,
                        dx,
                        scale.gradients(),
                        bias.gradients());
    }
}

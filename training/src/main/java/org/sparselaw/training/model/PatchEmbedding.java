package org.sparselaw.training.model;

import java.util.Arrays;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Matrix;
import org.sparselaw.training.device.PatchShape;

/**
 * x = U W^T + T for every image: the patches U, each a row of 3 x patch x patch numbers as a convolution's weights lie,
 * times the projection; and one row a position T = P + p b^T + c k^T, the position embeddings P, the bias b where p says
 * that there is a patch, the class token k where c says so. The row of U of a class token is 0.
 */
final class PatchEmbedding {
    private final Device device;
    private final VisionConfig config;
    private final Linear projection;
    private final Parameter positions;
    private final Parameter bias;
    private final Parameter classToken; // null without one

    private final PatchShape shape;
    private final Buffer pixels; // batch x height x width x 3
    private final Matrix unfolded; // batch * positions x patchSize
    private final Buffer table; // positions x width, T
    private final Buffer dTable;
    private final Matrix isPatch; // positions x 1, p
    private final Matrix isClassToken; // positions x 1, c
    private final Buffer x; // batch * positions x width
    private final int rows;

    PatchEmbedding(Workspace workspace, ParameterSet parameters, VisionConfig config, int batch) {
        this.device = workspace.device();
        this.config = config;
        projection = new Linear(device, parameters.named(VisionTensors.PATCHES + ".weight"));
        bias = parameters.named(VisionTensors.PATCHES + ".bias");
        positions = parameters.named(VisionTensors.POSITIONS);
        classToken = config.pooling() == Pooling.CLASS_TOKEN ? parameters.named(VisionTensors.CLASS_TOKEN) : null;
        rows = batch * config.positions();
        shape = new PatchShape(
                batch,
                config.imageHeight(),
                config.imageWidth(),
                VisionConfig.CHANNELS,
                config.patch(),
                config.firstPatch());
        pixels = workspace.activation(batch * config.imageHeight() * config.imageWidth() * VisionConfig.CHANNELS);
        unfolded = Matrix.of(workspace.operand(rows * config.patchSize()), rows, config.patchSize());
        table = workspace.activation(config.positions() * config.width());
        dTable = workspace.activation(config.positions() * config.width());
        x = workspace.activation(rows * config.width());
        isPatch = column(workspace, config.firstPatch(), config.positions());
        isClassToken = column(workspace, 0, config.firstPatch());
    }

    /** 1 from {@code from} to {@code to}. */
    private Matrix column(Workspace workspace, int from, int to) {
        float[] values = new float[config.positions()];
        Arrays.fill(values, from, to, 1);
        Buffer column = workspace.activation(values.length);
        column.set(values);
        return Matrix.of(column, values.length, 1);
    }

    /**
     * @param images batch x height x width x 3
     * @return batch * positions x width
     */
    Buffer forward(float[] images) {
        pixels.set(images);
        device.vision().patches(shape, pixels, unfolded.data());
        device.copy(positions.weights(), table);
        device.matmul(1, isPatch, row(bias.weights()), 1, table());
        if (classToken != null) {
            device.matmul(1, isClassToken, row(classToken.weights()), 1, table());
        }
        projection.forward(unfolded, Matrix.of(x, rows, config.width()));
        device.vision().addBias(x, table, x);
        return x;
    }

    /**
     * dW = d^T U; dT = sum of d over images; dP += dT, db += dT^T p, dk += dT^T c.
     *
     * @param d gradient of the output
     */
    void backward(Buffer d) {
        projection.backwardOfWeights(Matrix.of(d, rows, config.width()), unfolded);
        device.fill(dTable, 0);
        device.vision().biasBackward(d, dTable);
        device.add(dTable, positions.gradients());
        Matrix dRows = Matrix.of(dTable, config.positions(), config.width());
        device.matmul(1, isPatch.transposed(), dRows, 1, row(bias.gradients()));
        if (classToken != null) {
            device.matmul(1, isClassToken.transposed(), dRows, 1, row(classToken.gradients()));
        }
    }

    private Matrix table() {
        return Matrix.of(table, config.positions(), config.width());
    }

    private Matrix row(Buffer vector) {
        return Matrix.of(vector, 1, config.width());
    }
}

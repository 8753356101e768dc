package org.sparselaw.training.model;

import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Matrix;

/**
 * y = s x W^T without bias, the scale s being 1 unless said otherwise; W is [out, in]. The gradient of W is written, not added
 * to: a weight is applied once a step.
 */
final class Linear {
    private final Device device;
    private final Matrix weight;
    private final Matrix dWeight;
    private final float scale;

    Linear(Device device, Parameter weight) {
        this(device, weight, 1);
    }

    Linear(Device device, Parameter weight, float scale) {
        this.device = device;
        this.scale = scale;
        int out = weight.spec().fanOut();
        int in = weight.spec().fanIn();
        this.weight = Matrix.of(weight.weights(), out, in);
        this.dWeight = Matrix.of(weight.gradients(), out, in);
    }

    /** y (rows x out) = s x (rows x in) W^T. */
    void forward(Matrix x, Matrix y) {
        device.matmul(scale, x, weight.transposed(), 0, y);
    }

    /** y += s x W^T: the residual branch. */
    void forwardAdding(Matrix x, Matrix y) {
        device.matmul(scale, x, weight.transposed(), 1, y);
    }

    /** dW = s dy^T x; dx = s dy W. */
    void backward(Matrix dy, Matrix x, Matrix dx) {
        device.matmul(scale, dy.transposed(), x, 0, dWeight);
        device.matmul(scale, dy, weight, 0, dx);
    }

    /** dW = s dy^T x; dx += s dy W: for an x that feeds several maps. */
    void backwardAdding(Matrix dy, Matrix x, Matrix dx) {
        device.matmul(scale, dy.transposed(), x, 0, dWeight);
        device.matmul(scale, dy, weight, 1, dx);
    }
}

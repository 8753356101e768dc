package org.sparselaw.training.model;

import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Matrix;

/** y = x W^T without bias; W is [out, in]. */
final class Linear {
    private final Device device;
    private final Matrix weight;
    private final Matrix dWeight;

    Linear(Device device, Parameter weight) {
        this.device = device;
        int out = weight.spec().fanOut();
        int in = weight.spec().fanIn();
        this.weight = Matrix.of(weight.weights(), out, in);
        this.dWeight = Matrix.of(weight.gradients(), out, in);
    }

    /** y (rows x out) = x (rows x in) W^T. */
    void forward(Matrix x, Matrix y) {
        device.matmul(1, x, weight.transposed(), 0, y);
    }

    /** y += x W^T: the residual branch. */
    void forwardAdding(Matrix x, Matrix y) {
        device.matmul(1, x, weight.transposed(), 1, y);
    }

    /** dW += dy^T x; dx = dy W. */
    void backward(Matrix dy, Matrix x, Matrix dx) {
        device.matmul(1, dy.transposed(), x, 1, dWeight);
        device.matmul(1, dy, weight, 0, dx);
    }

    /** dW += dy^T x; dx += dy W: for an x that feeds several maps. */
    void backwardAdding(Matrix dy, Matrix x, Matrix dx) {
        device.matmul(1, dy.transposed(), x, 1, dWeight);
        device.matmul(1, dy, weight, 1, dx);
    }
}

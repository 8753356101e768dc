package org.sparselaw.training.model;

import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Matrix;

/**
 * y = s x W^T + b, the scale s being 1 and the bias b absent unless said otherwise; W is [out, in]. The gradient of W is
 * written, not added to, by the first or only call of a step. That of b is added to, as all of vectors.
 */
final class Linear {
    private final Device device;
    private final Matrix weight;
    private final Matrix dWeight;
    private final float scale;
    private final Parameter bias; // out, or null

    private Linear(Device device, Parameter weight, float scale, Parameter bias) {
        this.device = device;
        this.scale = scale;
        this.bias = bias;
        int out = weight.spec().fanOut();
        int in = weight.spec().fanIn();
        this.weight = Matrix.of(weight.weights(), out, in);
        this.dWeight = Matrix.of(weight.gradients(), out, in);
    }

    Linear(Device device, Parameter weight) {
        this(device, weight, 1, null);
    }

    static Linear scaled(Device device, Parameter weight, float scale) {
        return new Linear(device, weight, scale, null);
    }

    static Linear withBias(Device device, Parameter weight, Parameter bias) {
        return new Linear(device, weight, 1, bias);
    }

    /** y (rows x out) = s x (rows x in) W^T + b. */
    void forward(Matrix x, Matrix y) {
        device.matmul(scale, x, weight.transposed(), 0, y);
        if (bias != null) {
            device.vision().addBias(y.data(), bias.weights(), y.data());
        }
    }

    /** y = residual + s x W^T + b. */
    void forwardOnto(Buffer residual, Matrix x, Matrix y) {
        if (bias == null) {
            device.copy(residual, y.data());
        } else {
            device.vision().addBias(residual, bias.weights(), y.data());
        }
        device.matmul(scale, x, weight.transposed(), 1, y);
    }

    /** dW = s dy^T x; dx = s dy W. */
    void backward(Matrix dy, Matrix x, Matrix dx) {
        backwardOfWeights(dy, x);
        device.matmul(scale, dy, weight, 0, dx);
    }

    /** dW = s dy^T x; dx += s dy W: for an x that feeds several maps. */
    void backwardAdding(Matrix dy, Matrix x, Matrix dx) {
        backwardOfWeights(dy, x);
        device.matmul(scale, dy, weight, 1, dx);
    }

    /** dW += s dy^T x; dx = s dy W: for the rows of a batch that come after others. */
    void backwardOfFurtherRows(Matrix dy, Matrix x, Matrix dx) {
        backwardOfWeights(1, dy, x);
        device.matmul(scale, dy, weight, 0, dx);
    }

    /** dW = s dy^T x, for an x that needs no gradient. */
    void backwardOfWeights(Matrix dy, Matrix x) {
        backwardOfWeights(0, dy, x);
    }

    private void backwardOfWeights(float beta, Matrix dy, Matrix x) {
        device.matmul(scale, dy.transposed(), x, beta, dWeight);
        if (bias != null) {
            device.vision().biasBackward(dy.data(), bias.gradients());
        }
    }
}

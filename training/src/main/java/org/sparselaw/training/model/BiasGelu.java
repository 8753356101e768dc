package org.sparselaw.training.model;

import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;

/** gelu(x + b) in its exact form, b being the bias of the map before it. */
final class BiasGelu implements HiddenActivation {
    private final Device device;
    private final Parameter bias;
    private final Buffer input; // holds the derivative after the forward pass
    private final Buffer output;

    BiasGelu(Workspace workspace, Parameter bias, int rows) {
        device = workspace.device();
        this.bias = bias;
        input = workspace.operand(rows * bias.size());
        output = workspace.operand(rows * bias.size());
    }

    @Override
    public Buffer input() {
        return input;
    }

    @Override
    public Buffer output() {
        return output;
    }

    @Override
    public void forward() {
        device.vision().biasGelu(input, bias.weights(), output);
    }

    @Override
    public void backward(Buffer d) {
        device.vision().biasGeluBackward(d, input, d, bias.gradients());
    }
}

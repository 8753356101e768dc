package org.sparselaw.training.model;

import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;

/** max(0, x), in place. */
final class Relu implements HiddenActivation {
    private final Device device;
    private final Buffer hidden;

    Relu(Workspace workspace, int size) {
        device = workspace.device();
        hidden = workspace.operand(size);
    }

    @Override
    public Buffer input() {
        return hidden;
    }

    @Override
    public Buffer output() {
        return hidden;
    }

    @Override
    public void forward() {
        device.relu(hidden, hidden);
    }

    @Override
    public void backward(Buffer d) {
        device.reluBackward(d, hidden, d);
    }
}

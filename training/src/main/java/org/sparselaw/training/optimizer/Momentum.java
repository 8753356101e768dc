package org.sparselaw.training.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.device.MomentumStep;
import org.sparselaw.training.device.UpdateKernels;
import org.sparselaw.training.device.UpdatedTensor;
import org.sparselaw.training.model.Parameter;
import org.sparselaw.training.model.Safetensors;
import org.sparselaw.training.optimizer.Algorithm.Sgd;

/** Stochastic gradient descent with momentum (Sutskever et al. 2013, in PyTorch's form); see {@link UpdateKernels#momentum}. */
final class Momentum implements Optimizer {
    private final Device device;
    private final Sgd sgd;
    private final List<Parameter> parameters;
    private final Moments directions;

    Momentum(Device device, Sgd sgd, List<Parameter> parameters) {
        this.device = device;
        this.sgd = sgd;
        this.parameters = List.copyOf(parameters);
        this.directions = Moments.allocate(device, "first-moment", this.parameters);
    }

    @Override
    public void update(long step, double rate, Function<Parameter, Mask> masks) {
        MomentumStep numbers = new MomentumStep((float) rate, (float) sgd.momentum(), (float) sgd.weightDecay());
        List<UpdatedTensor> tensors = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter p = parameters.get(i);
            tensors.add(new UpdatedTensor(p.weights(), p.gradients(), directions.of(i), null, masks.apply(p)));
        }
        device.updates().momentum(numbers, tensors);
    }

    @Override
    public List<Safetensors.Entry> state() {
        return directions.entries();
    }
}

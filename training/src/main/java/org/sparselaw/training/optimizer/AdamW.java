package org.sparselaw.training.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sparselaw.training.device.AdamWStep;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.device.UpdateKernels;
import org.sparselaw.training.device.UpdatedTensor;
import org.sparselaw.training.model.Parameter;
import org.sparselaw.training.model.Safetensors;
import org.sparselaw.training.optimizer.Algorithm.Adam;

/** Adam with decoupled weight decay (Loshchilov and Hutter 2019); see {@link UpdateKernels#adamW}. */
final class AdamW implements Optimizer {
    private final Device device;
    private final Adam adam;
    private final List<Parameter> parameters;
    private final Moments firstMoments;
    private final Moments secondMoments;

    AdamW(Device device, Adam adam, List<Parameter> parameters) {
        this.device = device;
        this.adam = adam;
        this.parameters = List.copyOf(parameters);
        this.firstMoments = Moments.allocate(device, "first-moment", this.parameters);
        this.secondMoments = Moments.allocate(device, "second-moment", this.parameters);
    }

    @Override
    public void update(long step, double rate, Function<Parameter, Mask> masks) {
        AdamWStep numbers = new AdamWStep(
                (float) rate,
                (float) adam.beta1(),
                (float) adam.beta2(),
                (float) (1 - Math.pow(adam.beta1(), step + 1.0)),
                (float) (1 - Math.pow(adam.beta2(), step + 1.0)),
                (float) adam.epsilon(),
                (float) adam.weightDecay());
        List<UpdatedTensor> tensors = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter p = parameters.get(i);
            tensors.add(new UpdatedTensor(
                    p.weights(), p.gradients(), firstMoments.of(i), secondMoments.of(i), masks.apply(p)));
        }
        device.updates().adamW(numbers, tensors);
    }

    @Override
    public List<Safetensors.Entry> state() {
        return Stream.concat(firstMoments.entries().stream(), secondMoments.entries().stream())
                .toList();
    }
}

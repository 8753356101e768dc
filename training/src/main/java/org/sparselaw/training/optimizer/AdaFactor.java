package org.sparselaw.training.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.sparselaw.training.device.AdaFactorStep;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.device.UpdatedTensor;
import org.sparselaw.training.model.Parameter;
import org.sparselaw.training.model.Safetensors;

/**
 * AdaFactor without factored second moments, momentum or weight decay (Shazeer and Stern 2018, as Frantar et al. 2023 use
 * it): second-moment decay 1 - (t + 1)^-0.8, updates clipped to RMS 1, steps relative to the RMS of the weights but at least
 * 1e-3, 1e-30 added to squared gradients. Both RMS are over non-zero entries; see {@link Device#adaFactor}.
 */
final class AdaFactor implements Optimizer {
    private static final float CLIP = 1f;
    private static final float MINIMUM_SCALE = 1e-3f;
    private static final float EPSILON = 1e-30f;

    private final Device device;
    private final List<Parameter> parameters;
    private final Moments secondMoments;

    AdaFactor(Device device, List<Parameter> parameters) {
        this.device = device;
        this.parameters = List.copyOf(parameters);
        this.secondMoments = Moments.allocate(device, "second-moment", this.parameters);
    }

    @Override
    public void update(long step, double rate, Function<Parameter, Mask> masks) {
        List<UpdatedTensor> tensors = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter p = parameters.get(i);
            tensors.add(new UpdatedTensor(p.weights(), p.gradients(), null, secondMoments.of(i), masks.apply(p)));
        }
        device.adaFactor(numbers(step, rate), tensors);
    }

    static AdaFactorStep numbers(long step, double rate) {
        return new AdaFactorStep((float) decay(step), (float) rate, CLIP, MINIMUM_SCALE, EPSILON);
    }

    /** 0 in the first step, so that the second moments need no bias correction. */
    static double decay(long step) {
        return 1 - Math.pow(step + 1.0, -0.8);
    }

    @Override
    public List<Safetensors.Entry> state() {
        return secondMoments.entries();
    }
}

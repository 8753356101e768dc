package org.sparselaw.training.optimizer;

import java.util.List;
import java.util.function.Function;
import org.sparselaw.training.device.AdaFactorStep;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.model.Parameter;

/**
 * AdaFactor without factored second moments, momentum or weight decay (Shazeer and Stern 2018, as Frantar et al. 2023 use
 * it): second-moment decay 1 - (t + 1)^-0.8, updates clipped to RMS 1, steps relative to the RMS of the weights but at least
 * 1e-3, 1e-30 added to squared gradients. Both RMS are over non-zero entries; see {@link Device#adaFactor}.
 */
public final class AdaFactor {
    private static final float CLIP = 1f;
    private static final float MINIMUM_SCALE = 1e-3f;
    private static final float EPSILON = 1e-30f;

    private final Device device;
    private final InverseSquareRoot stepSize;
    private final List<Parameter> parameters;
    private final List<Buffer> secondMoments;

    public AdaFactor(Device device, InverseSquareRoot stepSize, List<Parameter> parameters) {
        this.device = device;
        this.stepSize = stepSize;
        this.parameters = List.copyOf(parameters);
        this.secondMoments =
                parameters.stream().map(p -> device.allocate(p.size())).toList();
    }

    /**
     * Updates all parameters from their gradients.
     *
     * @param step from 0
     * @param masks the mask of a parameter, or null for all of it
     */
    public void update(long step, Function<Parameter, Mask> masks) {
        AdaFactorStep numbers =
                new AdaFactorStep((float) decay(step), (float) stepSize.at(step), CLIP, MINIMUM_SCALE, EPSILON);
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            device.adaFactor(
                    numbers, parameter.weights(), parameter.gradients(), secondMoments.get(i), masks.apply(parameter));
        }
    }

    /** 0 in the first step, so that the second moments need no bias correction. */
    static double decay(long step) {
        return 1 - Math.pow(step + 1.0, -0.8);
    }
}

package org.sparselaw.training.optimizer;

import java.util.List;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.model.Parameter;

/**
 * Clipping by the global norm (Pascanu et al. 2013): when the norm of all gradients together is above {@code norm}, all are scaled
 * to it. Deviation: gradients of pruned weights count, since they are not masked.
 */
public record Clipping(double norm) {
    /** Scales the gradients if need be; gives their norm before. */
    public double apply(Device device, List<Parameter> parameters) {
        double squares = device.sumOfSquares(
                parameters.stream().map(Parameter::gradients).toList());
        double before = Math.sqrt(squares);
        if (before > norm) {
            parameters.forEach(p -> device.updates().scale(p.gradients(), (float) (norm / before)));
        }
        return before;
    }
}

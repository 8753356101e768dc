package org.sparselaw.training.optimizer;

import java.util.List;
import java.util.function.Function;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.model.Parameter;
import org.sparselaw.training.model.Safetensors;

/**
 * Updates parameters from their gradients. Under a mask, weights that are not kept are exactly 0 after each step, and so are
 * their first moments; second moments see the gradients of all weights.
 */
public interface Optimizer {
    /**
     * One step on all parameters.
     *
     * @param step how many steps this optimiser did before
     * @param rate learning rate of this step
     * @param masks the mask of a parameter, or null for all of it
     */
    void update(long step, double rate, Function<Parameter, Mask> masks);

    /** All that an optimiser remembers between steps, as named tensors; to be read and written in place. */
    List<Safetensors.Entry> state();
}

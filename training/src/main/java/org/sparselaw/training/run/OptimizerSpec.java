package org.sparselaw.training.run;

import java.util.Optional;
import org.sparselaw.training.optimizer.Algorithm;
import org.sparselaw.training.optimizer.Ends;
import org.sparselaw.training.optimizer.LearningRate;

/**
 * The optimiser of a run, in steps; {@code optimizer} in its {@code run.yaml}.
 *
 * @param ends warm-up and cool-down, where there are any
 * @param clip greatest global norm of the gradients
 */
public record OptimizerSpec(
        Algorithm algorithm, LearningRate learningRate, Optional<Ends> ends, Optional<Double> clip) {
    /** The learning rate in a step, from 0. */
    double rate(long step) {
        return learningRate.at(step) * (ends.isPresent() ? ends.get().at(step) : 1);
    }
}

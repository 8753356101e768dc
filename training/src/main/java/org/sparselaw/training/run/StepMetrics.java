package org.sparselaw.training.run;

import java.util.Optional;
import org.sparselaw.training.model.Evaluation;

/**
 * What is known after one step; a row of a run's metrics.
 *
 * @param step from 0
 * @param epoch the pass over the data that the step's last window came from, from 0
 * @param data tokens or images of all steps so far, as D counts them
 * @param loss mean cross-entropy of the step's batch, in nats, before the update
 * @param learningRate relative step size of the update
 * @param sparsity of the model after the step
 * @param validation over the validation examples after the step, where it was taken
 * @param elapsedSeconds since the run began; not reproducible
 */
public record StepMetrics(
        long step,
        long epoch,
        long data,
        double loss,
        double learningRate,
        double sparsity,
        Optional<Evaluation> validation,
        double elapsedSeconds) {}

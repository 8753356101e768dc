package org.sparselaw.training.run;

import java.util.OptionalDouble;

/**
 * What is known after one step; a row of a run's metrics.
 *
 * @param step from 0
 * @param epoch the pass over the data that the step's last window came from, from 0
 * @param tokens of all steps so far, as D counts them
 * @param loss mean cross-entropy of the step's batch, in nats, before the update
 * @param learningRate relative step size of the update
 * @param sparsity of the model after the step
 * @param validationLoss mean cross-entropy over the validation windows after the step, in nats, where it was taken
 * @param elapsedSeconds since the run began; not reproducible
 */
record StepMetrics(
        long step,
        long epoch,
        long tokens,
        double loss,
        double learningRate,
        double sparsity,
        OptionalDouble validationLoss,
        double elapsedSeconds) {}

package org.sparselaw.analysis.steps;

import java.io.Serializable;

/**
 * The columns of a Parquet file of steps; null stands for one that is not there.
 *
 * @param run text or whole numbers; null in a file that holds one run
 * @param step whole numbers
 * @param loss validation loss
 * @param trainingLoss loss of the step's batch
 */
public record StepColumns(String run, String step, String loss, String trainingLoss) implements Serializable {
    /** As the training module writes the metrics of a run. */
    public static final StepColumns METRICS = new StepColumns(null, "step", "validationLoss", "loss");
}

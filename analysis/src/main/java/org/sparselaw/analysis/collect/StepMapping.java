package org.sparselaw.analysis.collect;

import java.util.Optional;
import org.sparselaw.config.Default;

/**
 * How a table of steps is read: Spark SQL expressions over its columns, as a run table's
 * {@link org.sparselaw.analysis.runs.ColumnMapping}. When all are plain names of a Parquet table, it is read several times as
 * fast.
 *
 * @param run the id by which the run table knows the run
 * @param step a number; of several rows for a step the last written counts
 * @param loss validation loss, null at steps that were not validated
 * @param trainingLoss loss of the step's batch; it shows that a run diverged
 * @param where a condition; rows that do not meet it are no steps
 */
public record StepMapping(
        @Default("run") String run,
        @Default("step") String step,
        @Default("validationLoss") String loss,
        Optional<String> trainingLoss,
        Optional<String> where) {}

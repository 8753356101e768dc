package org.sparselaw.analysis.runs;

import java.io.Serializable;

/**
 * What a law is fitted to: one trained model.
 *
 * @param run the run's id, or {@code row 17} (from 1) in a table without ids
 * @param sparsity S in [0, 1)
 * @param nonZeros N, non-zero parameters
 * @param data D, in the unit of the table
 * @param loss final validation loss, above 0
 */
public record Observation(String run, double sparsity, double nonZeros, double data, double loss)
        implements Serializable {}

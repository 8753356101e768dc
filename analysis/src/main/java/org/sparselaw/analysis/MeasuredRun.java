package org.sparselaw.analysis;

import org.sparselaw.analysis.runs.Observation;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;

/**
 * A run in a configuration, to compare predictions with.
 *
 * @param nonZeros N, non-zero parameters
 * @param data D, in the data unit of the fit
 * @param loss final validation loss
 */
public record MeasuredRun(
        @Default("larger run") String run,
        @Range("[0, 1)") double sparsity,
        @Range("(0, inf)") double nonZeros,
        @Range("(0, inf)") double data,
        @Range("(0, inf)") double loss) {

    Observation observation() {
        return new Observation(run, sparsity, nonZeros, data, loss);
    }
}

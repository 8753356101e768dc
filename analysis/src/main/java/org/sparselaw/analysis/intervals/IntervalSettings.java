package org.sparselaw.analysis.intervals;

import java.io.Serializable;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;

/**
 * How the uncertainty of a law is found.
 *
 * @param resamples fits of resampled tables; the ends of a 95 % interval from 1000 are within about .01 of their probabilities
 * @param profile whether to add intervals by profile likelihood, whose cut comes from the resamples
 * @param level of confidence of the printed intervals; others can be taken from the same resamples
 * @param seed of the resamples and of the random folds
 * @param folds into how many random parts the runs are divided for the held-out errors
 */
public record IntervalSettings(
        @Default("residual") ResampleMethod method,
        @Default("1000") @Range("[100, 1000000]") int resamples,
        @Default("true") boolean profile,
        @Default("0.95") @Range("(0, 1)") double level,
        @Default("1") long seed,
        @Default("10") @Range("[2, 1000]") int folds)
        implements Serializable {}

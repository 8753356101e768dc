package org.sparselaw.analysis.law;

/**
 * How well a law predicts runs that it was fitted without. Relative errors are predicted / measured - 1.
 *
 * @param leftOut which runs: {@code S = 0.750}, {@code largest N}, {@code 10 random folds}
 * @param runs how many were predicted
 * @param meanRelativeError with its sign: a law that extrapolates too well is below 0
 */
public record HeldOut(String leftOut, int runs, double meanRelativeError, double rmsRelativeError) {
    public static final String LARGEST_SIZE = "largest N";
    public static final String LONGEST_DATA = "longest D";
}

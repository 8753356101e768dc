package org.sparselaw.analysis.intervals;

import org.hipparchus.random.RandomGenerator;
import org.sparselaw.analysis.fit.FitProblem;
import org.sparselaw.analysis.law.Residual;

/**
 * Keeps the runs and draws their errors anew: residuals of the fit, with replacement, added to what it predicts (Efron,
 * Tibshirani, "An Introduction to the Bootstrap", 1993, section 9.4), in the unit of the objective: a factor on the loss where
 * residuals are logarithmic.
 *
 * <p>Two deviations, for a fit that is nearly one of least absolute deviations when the noise is above the objective's delta.
 * Such a fit passes, within delta, through as many points as it has parameters p, and those p residuals of 0 say nothing of
 * the noise; drawn, they would make errors near 0 too frequent, and intervals too narrow. So the p smallest residuals are not
 * drawn, which is also the correction for degrees of freedom: the mean square of the n-p others is the sum of squares of all
 * residuals over n-p. And each residual gets a random sign: a law through the medians says little of skewness.
 *
 * <p>How well its intervals hold is in the coverage table of the module's README, from {@code CoverageBenchmark}.
 */
final class ResidualBootstrap implements Resampler {
    private final FitProblem problem;
    private final Residual residual;
    private final double[] predicted;
    private final double[] errors;

    ResidualBootstrap(FitProblem problem, Residual residual, FitErrors fit) {
        this.problem = problem;
        this.residual = residual;
        predicted = fit.predicted();
        errors = fit.beyondFitted();
    }

    @Override
    public FitProblem resample(RandomGenerator random) {
        double[] losses = new double[predicted.length];
        for (int i = 0; i < losses.length; i++) {
            double size = errors[random.nextInt(errors.length)];
            losses[i] = residual.measured(predicted[i], random.nextBoolean() ? size : -size);
        }
        return problem.withLosses(losses);
    }
}

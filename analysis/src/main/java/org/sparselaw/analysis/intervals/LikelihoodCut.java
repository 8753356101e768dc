package org.sparselaw.analysis.intervals;

import java.util.List;
import java.util.function.IntFunction;
import org.hipparchus.distribution.continuous.FDistribution;
import org.sparselaw.analysis.fit.FitProblem;

/**
 * How far the mean Huber loss may rise above its minimum before a value is refused. Twice the rise, over a scale, has nearly a
 * chi-square distribution with as many degrees of freedom as numbers are fixed, for M-estimates too (Schrader, Hettmansperger,
 * "Robust Analysis of Variance Based Upon a Likelihood Ratio Criterion", 1980). Their scale, the mean of psi^2 over that of
 * psi', says nothing where delta is far below the noise; here it comes from resampled tables, whose truth is known: the mean rise
 * from the minimum of each to the law that made it, over the number of coefficients (the bootstrap Bartlett adjustment of
 * Rocke, 1989). The size of the noise is itself estimated, from n-p residuals, so that chi-square gives way to F with 1 and n-p
 * degrees of freedom.
 */
final class LikelihoodCut {
    private final double rise;
    private final int spare;

    /**
     * @param full the problem whose optimum made the resampled ones
     * @param refits coefficients that fit each of them, in order
     * @param spare runs beyond the coefficients, n-p
     */
    LikelihoodCut(
            FitProblem full, double[] optimum, IntFunction<FitProblem> resamples, List<double[]> refits, int spare) {
        double rises = 0;
        for (int i = 0; i < refits.size(); i++) {
            FitProblem resample = resamples.apply(i);
            rises += resample.value(resample.parameters(optimum)) - resample.value(resample.parameters(refits.get(i)));
        }
        rise = rises / refits.size() / full.fitted();
        this.spare = spare;
    }

    /** The rise of the mean Huber loss for one quantity at a level of confidence. */
    double at(double level) {
        return rise * new FDistribution(1, spare).inverseCumulativeProbability(level);
    }
}

package org.sparselaw.analysis.intervals;

import org.hipparchus.random.RandomGenerator;
import org.sparselaw.analysis.fit.FitProblem;

/**
 * Draws as many runs as there are, with replacement (Efron, Tibshirani, "An Introduction to the Bootstrap", 1993, section
 * 9.5). A draw stands for another choice of runs, too: some of a grid's corners are missing in it, and intervals are wide.
 */
record PairBootstrap(FitProblem problem, int runs) implements Resampler {
    @Override
    public FitProblem resample(RandomGenerator random) {
        double[] weights = new double[runs];
        for (int i = 0; i < runs; i++) {
            weights[random.nextInt(runs)]++;
        }
        return problem.weighted(weights);
    }
}

package org.sparselaw.analysis.intervals;

import org.hipparchus.random.RandomGenerator;
import org.sparselaw.analysis.fit.FitProblem;

/** Makes from a fitted problem others that chance could have brought instead. */
interface Resampler {
    FitProblem resample(RandomGenerator random);
}

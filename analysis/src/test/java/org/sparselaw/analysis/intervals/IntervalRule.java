package org.sparselaw.analysis.intervals;

import java.util.List;
import org.sparselaw.analysis.fit.FitObjective;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.law.LawForm;
import org.sparselaw.analysis.law.Resamples;
import org.sparselaw.analysis.runs.Observation;

/** A way to find intervals of what follows from a fit of the sparse law. */
enum IntervalRule {
    RESIDUAL(ResampleMethod.RESIDUAL),
    PAIR(ResampleMethod.PAIR),
    /** The profile, its cut from the residual bootstrap. */
    PROFILE(ResampleMethod.RESIDUAL),
    NONE(ResampleMethod.NONE);

    private final ResampleMethod method;

    IntervalRule(ResampleMethod method) {
        this.method = method;
    }

    /** @param fitted coefficients, in natural units */
    List<Range> intervals(
            List<Observation> runs,
            FitObjective objective,
            double[] fitted,
            List<Quantity> quantities,
            int resamples,
            long seed) {
        if (this == NONE) {
            return quantities.stream()
                    .map(quantity -> new Range(Double.NaN, Double.NaN))
                    .toList();
        }
        IntervalSettings settings = new IntervalSettings(method, resamples, false, Coverage.LEVEL, seed, 10);
        Bootstrap bootstrap = new Bootstrap(LawForm.SPARSE, runs, objective, fitted, settings);
        List<double[]> fits = bootstrap.coefficients();
        Resamples cloud = new Resamples(method.words(), seed, fits);
        if (this != PROFILE) {
            return quantities.stream()
                    .map(quantity -> cloud.interval(quantity::value, Coverage.LEVEL))
                    .toList();
        }
        double cut = bootstrap.cut(fits).at(Coverage.LEVEL);
        Profiles profiles = new Profiles(LawForm.SPARSE, runs, objective, fitted, cut, quantities, cloud);
        return profiles.intervals(profiles.coefficients()).stream()
                .map(interval -> new Range(interval.low(), interval.high()))
                .toList();
    }
}

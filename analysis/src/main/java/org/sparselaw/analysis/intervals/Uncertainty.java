package org.sparselaw.analysis.intervals;

import java.util.List;
import java.util.function.Function;
import org.sparselaw.analysis.fit.FitObjective;
import org.sparselaw.analysis.fit.FitProblem;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.ProfileIntervals;
import org.sparselaw.analysis.law.Resamples;
import org.sparselaw.analysis.runs.Observation;
import org.sparselaw.analysis.runs.RunTable;

/** Adds to a fitted law what says how far to trust it: fits of resampled tables, profiles, and errors on runs that were held out. */
public final class Uncertainty {
    /** Below this many runs beyond the coefficients, residuals tell too little of the noise for an interval. */
    private static final int LEAST_SPARE_RUNS = 5;

    private Uncertainty() {}

    /**
     * @param table that the law was fitted to
     * @param compute all coefficients of the fits, in order: {@link Refits#coefficients} or a cluster
     */
    public static FittedLaw measured(
            FittedLaw law, RunTable table, IntervalSettings settings, Function<Refits, List<double[]>> compute) {
        FitObjective objective =
                new FitObjective(law.optimum().residual(), law.optimum().delta());
        List<Observation> runs = table.observations();
        HeldOutFits heldOut = new HeldOutFits(law.form(), runs, objective, settings);
        FittedLaw tested = law.withHeldOut(heldOut.errors(compute.apply(heldOut)));
        if (settings.method() == ResampleMethod.NONE || runs.size() < law.values().length + LEAST_SPARE_RUNS) {
            return tested;
        }
        Bootstrap bootstrap = new Bootstrap(law.form(), runs, objective, law.values(), settings);
        Resamples resamples = new Resamples(settings.method().words(), settings.seed(), compute.apply(bootstrap));
        FittedLaw resampled = tested.withResamples(resamples);
        if (!settings.profile()) {
            return resampled;
        }
        double cut = bootstrap.cut(resamples.coefficients()).at(settings.level());
        List<Quantity> quantities =
                ProfiledQuantities.of(law, FitProblem.of(law.form().law(), runs, objective));
        Profiles profiles = new Profiles(law.form(), runs, objective, law.values(), cut, quantities, resamples);
        return resampled.withProfiles(
                new ProfileIntervals(settings.level(), cut, profiles.intervals(compute.apply(profiles))));
    }
}

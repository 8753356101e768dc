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
     * The law with its errors on held-out runs.
     *
     * @param table that the law was fitted to
     * @param compute all coefficients of the fits, in order: {@link Refits#coefficients} or a cluster
     */
    public static FittedLaw tested(
            FittedLaw law, RunTable table, IntervalSettings settings, Function<Refits, List<double[]>> compute) {
        HeldOutFits heldOut = new HeldOutFits(law.form(), table.observations(), objective(law), settings);
        return law.withHeldOut(heldOut.errors(compute.apply(heldOut)));
    }

    /** The law with its errors on held-out runs, and with intervals as far as the settings ask for them. */
    public static FittedLaw measured(
            FittedLaw law, RunTable table, IntervalSettings settings, Function<Refits, List<double[]>> compute) {
        FittedLaw tested = tested(law, table, settings, compute);
        FitObjective objective = objective(law);
        List<Observation> runs = table.observations();
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

    private static FitObjective objective(FittedLaw law) {
        return new FitObjective(law.optimum().residual(), law.optimum().delta());
    }
}

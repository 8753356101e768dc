package org.sparselaw.analysis.intervals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.sparselaw.analysis.fit.FitObjective;
import org.sparselaw.analysis.fit.FitProblem;
import org.sparselaw.analysis.fit.Minimum;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.law.LawForm;
import org.sparselaw.analysis.law.ProfileInterval;
import org.sparselaw.analysis.law.Resamples;
import org.sparselaw.analysis.runs.Observation;

/**
 * The ends of the profile intervals of several quantities: fit 2k is the law at the lower end of quantity k, fit 2k + 1 that at
 * its upper end. Spreads of the quantities, which set the pace of the walks, come from the resamples.
 */
final class Profiles implements Refits {
    private static final long serialVersionUID = 1;

    /** Of a normal distribution it leaves a standard deviation on either side. */
    private static final double ONE_DEVIATION = 0.683;

    /** A rise by this part of the cut ends a walk at the cut, and not in a limit. */
    private static final double CROSSED = 0.9;

    private final LawForm form;
    private final List<Observation> runs;
    private final FitObjective objective;
    private final double[] optimum;
    private final double cut;
    private final List<Quantity> quantities;
    private final double[] spreads;

    /**
     * @param optimum the coefficients that fit the runs, in natural units
     * @param cut of the mean Huber loss
     */
    Profiles(
            LawForm form,
            List<Observation> runs,
            FitObjective objective,
            double[] optimum,
            double cut,
            List<Quantity> quantities,
            Resamples resamples) {
        this.form = form;
        this.runs = List.copyOf(runs);
        this.objective = objective;
        this.optimum = optimum.clone();
        this.cut = cut;
        this.quantities = List.copyOf(quantities);
        spreads = quantities.stream()
                .mapToDouble(quantity -> spread(quantity, resamples))
                .toArray();
    }

    private static double spread(Quantity quantity, Resamples resamples) {
        Range middle = resamples.interval(quantity::place, ONE_DEVIATION);
        double half = (middle.high() - middle.low()) / 2;
        return half > 0 && Double.isFinite(half) ? half : 0.1;
    }

    @Override
    public int count() {
        return 2 * quantities.size();
    }

    @Override
    public IntFunction<double[]> open() {
        FitProblem problem = FitProblem.of(form.law(), runs, objective);
        double noise = new FitErrors(form.law(), optimum, runs, objective, problem.fitted()).noise();
        Minimum start = lowest(problem, noise);
        return index -> {
            Quantity quantity = quantities.get(index / 2);
            Profile profile = new Profile(problem, quantity, spreads[index / 2], noise, cut, objective.delta());
            return problem.coefficients(profile.end(start, index % 2 == 0 ? -1 : 1));
        };
    }

    private Minimum lowest(FitProblem problem, double noise) {
        double[] fitted = problem.parameters(optimum);
        double[] narrowed = problem.narrowed(fitted, noise).parameters();
        return problem.best(List.of(narrowed, fitted));
    }

    /** @param ends the coefficients at each end, in order */
    List<ProfileInterval> intervals(List<double[]> ends) {
        FitProblem problem = FitProblem.of(form.law(), runs, objective);
        double limit = problem.value(problem.parameters(optimum)) + CROSSED * cut;
        List<ProfileEnd> all = new ArrayList<>();
        for (int end = 0; end < ends.size(); end++) {
            boolean crossed = problem.value(problem.parameters(ends.get(end))) > limit;
            all.add(ProfileEnd.of(form.law(), quantities.get(end / 2), ends.get(end), crossed, end % 2 == 0 ? -1 : 1));
        }
        List<ProfileInterval> intervals = new ArrayList<>();
        for (int k = 0; k < quantities.size(); k++) {
            Quantity quantity = quantities.get(k);
            ProfileEnd low = all.get(2 * k);
            ProfileEnd high = all.get(2 * k + 1);
            intervals.add(new ProfileInterval(
                    quantity.name(), quantity.value(optimum), low.value(), high.value(), low.limit(), high.limit()));
        }
        return intervals;
    }
}

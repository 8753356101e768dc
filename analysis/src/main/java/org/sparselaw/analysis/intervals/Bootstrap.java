package org.sparselaw.analysis.intervals;

import java.util.List;
import java.util.function.IntFunction;
import org.hipparchus.random.MersenneTwister;
import org.hipparchus.random.RandomGenerator;
import org.sparselaw.analysis.fit.FitObjective;
import org.sparselaw.analysis.fit.FitProblem;
import org.sparselaw.analysis.law.LawForm;
import org.sparselaw.analysis.runs.Observation;

/**
 * A law fitted to resampled tables. The random numbers of a resample depend on the seed and its index alone. Its fit starts at
 * the optimum of the full table, once as it is and once {@linkplain FitProblem#narrowed narrowed} from the size of the noise;
 * the lower minimum of the two is, on published and synthetic tables, at least as low as the best from the 64 starts of
 * variable projection.
 */
final class Bootstrap implements Refits {
    private static final long serialVersionUID = 1;

    private final LawForm form;
    private final List<Observation> runs;
    private final FitObjective objective;
    private final double[] optimum;
    private final IntervalSettings settings;

    /** @param optimum the coefficients that fit the full table, in natural units; fewer than the runs */
    Bootstrap(
            LawForm form, List<Observation> runs, FitObjective objective, double[] optimum, IntervalSettings settings) {
        this.form = form;
        this.runs = List.copyOf(runs);
        this.objective = objective;
        this.optimum = optimum.clone();
        this.settings = settings;
    }

    @Override
    public int count() {
        return settings.method() == ResampleMethod.NONE ? 0 : settings.resamples();
    }

    @Override
    public IntFunction<double[]> open() {
        FitProblem full = FitProblem.of(form.law(), runs, objective);
        FitErrors errors = new FitErrors(form.law(), optimum, runs, objective, full.fitted());
        IntFunction<FitProblem> resamples = resamples(full, errors);
        double[] start = full.parameters(optimum);
        return index -> {
            FitProblem resample = resamples.apply(index);
            double[] narrowed = resample.narrowed(start, errors.noise()).parameters();
            return resample.coefficients(resample.best(List.of(narrowed, start)).parameters());
        };
    }

    /** By how much the objective may rise, as the fits of all resamples say. */
    LikelihoodCut cut(List<double[]> refits) {
        FitProblem full = FitProblem.of(form.law(), runs, objective);
        FitErrors errors = new FitErrors(form.law(), optimum, runs, objective, full.fitted());
        return new LikelihoodCut(full, optimum, resamples(full, errors), refits, runs.size() - full.fitted());
    }

    /** From the index of a resample to the problem that its fit solves. */
    private IntFunction<FitProblem> resamples(FitProblem full, FitErrors errors) {
        Resampler resampler = settings.method() == ResampleMethod.PAIR
                ? new PairBootstrap(full, runs.size())
                : new ResidualBootstrap(full, objective.residual(), errors);
        return index -> resampler.resample(random(settings.seed(), index));
    }

    /** MT19937 initialised by the array {low half of the seed, high half, index} (Matsumoto, Nishimura 1998). */
    static RandomGenerator random(long seed, int index) {
        return new MersenneTwister(new int[] {(int) seed, (int) (seed >>> 32), index});
    }
}

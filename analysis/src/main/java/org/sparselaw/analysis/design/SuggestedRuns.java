package org.sparselaw.analysis.design;

import java.util.ArrayList;
import java.util.List;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.law.Law;
import org.sparselaw.analysis.law.Resamples;
import org.sparselaw.analysis.law.Residual;
import org.sparselaw.analysis.optimum.TrainingCost;
import org.sparselaw.job.DataException;
import org.sparselaw.job.UsageException;

/**
 * Which further runs would narrow the interval of a target most. The losses that each candidate run would have and the target
 * are computed for every resample of the law; {@link Beliefs} says from their covariance and the noise of the runs what a
 * measurement would teach, {@link ExchangeDesign} chooses.
 *
 * @param target in words
 * @param value of the target by the law as it is
 * @param interval its 95 % interval now
 * @param runs the one that gains most first
 * @param flop what all of them cost
 */
public record SuggestedRuns(String target, double value, Range interval, List<Suggested> runs, double flop) {
    private static final double LEVEL = 0.95;

    /**
     * A run to train.
     *
     * @param interval of the target that is expected once this run and those before it are in the table: both ends come closer
     *     to the value by the same factor
     */
    public record Suggested(Candidate run, Range interval) {}

    /**
     * @param count how many runs
     * @param budget FLOP for all of them together
     * @throws DataException when the law has no resamples, or they leave nothing to narrow
     * @throws UsageException when the budget is too small for so many runs
     */
    public static SuggestedRuns of(FittedLaw law, TrainingCost cost, Target target, int count, double budget) {
        Range now = interval(law, target);
        List<Candidate> candidates = CandidateGrid.of(law.ranges(), cost, budget);
        Beliefs beliefs = beliefs(law, target, candidates);
        ExchangeDesign design = new ExchangeDesign(beliefs, candidates, budget);
        if (design.affordable() < count) {
            throw new UsageException("A budget of " + budget + " FLOP pays for " + design.affordable()
                    + " of the cheapest candidate runs (" + "half the smallest N and D that were fitted), not for "
                    + count);
        }
        double value = target.value().applyAsDouble(law.values());
        double before = beliefs.targetVariance();
        double flop = 0;
        List<Suggested> runs = new ArrayList<>();
        for (int chosen : design.choose(count)) {
            beliefs = beliefs.after(chosen);
            double factor = Math.sqrt(beliefs.targetVariance() / before);
            flop += candidates.get(chosen).flop();
            runs.add(new Suggested(
                    candidates.get(chosen),
                    new Range(value - factor * (value - now.low()), value + factor * (now.high() - value))));
        }
        return new SuggestedRuns(target.name(), value, now, List.copyOf(runs), flop);
    }

    private static Range interval(FittedLaw law, Target target) {
        Range now = law.interval(target.value(), LEVEL)
                .orElseThrow(() -> new DataException(
                        "The law has no resamples, from which runs are suggested; fit it again with intervals"));
        if (!Double.isFinite(now.low()) || !Double.isFinite(now.high())) {
            throw new DataException("The interval of " + target.name() + " is " + now.low() + " to " + now.high()
                    + ": no part of an infinite interval is worth a run");
        }
        if (now.low() == now.high()) {
            throw new DataException(
                    "The interval of " + target.name() + " is the one value " + now.low() + ": no run can narrow it");
        }
        return now;
    }

    private static Beliefs beliefs(FittedLaw law, Target target, List<Candidate> candidates) {
        List<double[]> fits = law.resamples().map(Resamples::coefficients).orElseThrow();
        Law form = law.form().law();
        boolean log = law.optimum().residual() == Residual.LOG;
        double[][] losses = new double[candidates.size()][fits.size()];
        for (int i = 0; i < losses.length; i++) {
            Candidate c = candidates.get(i);
            for (int j = 0; j < losses[i].length; j++) {
                double loss = form.loss(fits.get(j), c.sparsity(), c.nonZeros(), c.data());
                // A resample may predict no positive loss far out; its logarithm then counts as one of the tail.
                losses[i][j] = log ? StrictMath.log(Math.max(loss, Double.MIN_NORMAL)) : loss;
            }
        }
        double[] targets = fits.stream().mapToDouble(target.value()).toArray();
        return Beliefs.of(targets, losses, NoiseLevel.effective(law));
    }
}

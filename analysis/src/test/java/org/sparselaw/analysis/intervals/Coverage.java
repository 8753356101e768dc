package org.sparselaw.analysis.intervals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.random.RandomGenerator;
import org.sparselaw.analysis.fit.FitObjective;
import org.sparselaw.analysis.fit.FitProblem;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.law.LawForm;
import org.sparselaw.analysis.law.Residual;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.optimum.OptimalSparsity;
import org.sparselaw.analysis.optimum.TrainingCost;
import org.sparselaw.analysis.runs.Observation;

/**
 * How often 95 % intervals contain the truth: random laws, each fitted to one noisy table, with the intervals that FitLaw
 * would report. An interval that runs to a limit counts like any other.
 */
final class Coverage {
    static final double LEVEL = 0.95;

    private static final TrainingCost COST = TrainingCost.GRADUAL;
    private static final FitObjective OBJECTIVE = new FitObjective(Residual.LOG, 1e-3);

    private final StudyGrid grid;
    private final double noise;
    private final IntervalRule rule;
    private final int resamples;
    private final List<Quantity> quantities;

    /** @param noise standard deviation of the logarithm of the loss */
    Coverage(StudyGrid grid, double noise, IntervalRule rule, int resamples) {
        this(grid, noise, rule, resamples, quantities(grid));
    }

    private Coverage(StudyGrid grid, double noise, IntervalRule rule, int resamples, List<Quantity> quantities) {
        this.grid = grid;
        this.noise = noise;
        this.rule = rule;
        this.resamples = resamples;
        this.quantities = quantities;
    }

    /** The same for some of the quantities. */
    Coverage only(List<String> names) {
        List<Quantity> some =
                quantities.stream().filter(q -> names.contains(q.name())).toList();
        return new Coverage(grid, noise, rule, resamples, some);
    }

    /** What intervals are asked for: the coefficients, and what follows from them at the centre of a grid and beyond it. */
    static List<Quantity> quantities(StudyGrid grid) {
        double n = grid.size();
        double d = grid.amount();
        List<Quantity> all = new ArrayList<>(ProfiledQuantities.coefficients(LawForm.SPARSE.law()));
        all.add(Quantity.within("S_opt, dense line", 0, 1, c -> optimum(c).continuedSparsityOnDenseOptimalLine()));
        all.add(Quantity.within("S_opt(N, C)", 0, 1, c -> optimum(c).continuedSparsity(n, COST.flop(0, n, d))));
        all.add(Quantity.positive("N_dense/N, S .75", c -> optimum(c).effectiveDenseSize(0.75)));
        all.add(Quantity.real("L", c -> SparseCoefficients.of(c).loss(0.75, 30 * n, 10 * d)));
        return all;
    }

    private static OptimalSparsity optimum(double[] coefficients) {
        return new OptimalSparsity(SparseCoefficients.of(coefficients), COST);
    }

    List<Quantity> quantities() {
        return quantities;
    }

    /** By law, then quantity. Each law is a function of its number; they are computed in parallel. */
    Outcome[][] outcomes(int laws) {
        return IntStream.range(0, laws).parallel().mapToObj(this::outcomesOf).toArray(Outcome[][]::new);
    }

    private Outcome[] outcomesOf(int law) {
        RandomGenerator random = Bootstrap.random(grid.seed() + Math.round(noise * 1e5), law);
        SparseCoefficients truth = grid.law(random);
        List<Observation> runs = grid.runs(truth, noise, random);
        FitProblem problem = FitProblem.of(LawForm.SPARSE.law(), runs, OBJECTIVE);
        double[] fitted = problem.coefficients(problem.best(problem.starts()).parameters());
        List<Range> intervals = rule.intervals(runs, OBJECTIVE, fitted, quantities, resamples, law);
        Outcome[] outcomes = new Outcome[quantities.size()];
        for (int k = 0; k < outcomes.length; k++) {
            Quantity quantity = quantities.get(k);
            outcomes[k] = new Outcome(quantity.value(truth.toArray()), quantity.value(fitted), intervals.get(k));
        }
        return outcomes;
    }

    /** One quantity of one law: the truth, the fit, and the interval. */
    record Outcome(double truth, double fitted, Range interval) {
        boolean covered() {
            return interval.contains(truth);
        }

        double relativeError() {
            return Math.abs(fitted / truth - 1);
        }
    }

    /** The median over laws of a quantity's relative error. */
    static double medianError(Outcome[][] outcomes, int quantity) {
        double[] errors = Arrays.stream(outcomes)
                .mapToDouble(law -> law[quantity].relativeError())
                .sorted()
                .toArray();
        return errors[errors.length / 2];
    }

    static double covered(Outcome[][] outcomes, int quantity) {
        return Arrays.stream(outcomes).filter(law -> law[quantity].covered()).count() / (double) outcomes.length;
    }
}

package org.sparselaw.analysis.intervals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.random.RandomGenerator;
import org.sparselaw.analysis.fit.FitObjective;
import org.sparselaw.analysis.fit.FitProblem;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.law.LawForm;
import org.sparselaw.analysis.law.Resamples;
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
    /** What intervals are asked for. */
    static final List<String> QUANTITIES = List.of(
            "a_S", "b_S", "c_S", "b_N", "a_D", "b_D", "c", "S_opt, dense line", "S_opt(N, C)", "N_dense/N, S .75", "L");

    private static final double LEVEL = 0.95;
    private static final FitObjective OBJECTIVE = new FitObjective(Residual.LOG, 1e-3);

    private final StudyGrid grid;
    private final double noise;
    private final ResampleMethod method;
    private final int resamples;

    /** @param noise standard deviation of the logarithm of the loss */
    Coverage(StudyGrid grid, double noise, ResampleMethod method, int resamples) {
        this.grid = grid;
        this.noise = noise;
        this.method = method;
        this.resamples = resamples;
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
        IntervalSettings settings = new IntervalSettings(method, resamples, LEVEL, law, 10);
        List<double[]> fits = new Bootstrap(LawForm.SPARSE, runs, OBJECTIVE, fitted, settings).coefficients();
        Resamples cloud = new Resamples(method.words(), law, fits);
        Outcome[] outcomes = new Outcome[QUANTITIES.size()];
        for (int k = 0; k < outcomes.length; k++) {
            int quantity = k;
            Range range = fits.isEmpty()
                    ? new Range(Double.NaN, Double.NaN)
                    : cloud.interval(values -> value(values, quantity), LEVEL);
            outcomes[k] = new Outcome(value(truth.toArray(), k), value(fitted, k), range);
        }
        return outcomes;
    }

    private double value(double[] coefficients, int quantity) {
        SparseCoefficients law = SparseCoefficients.of(coefficients);
        OptimalSparsity optimum = new OptimalSparsity(law, TrainingCost.GRADUAL);
        return switch (quantity) {
            case 7 -> optimum.sparsityOnDenseOptimalLine();
            case 8 -> optimum.sparsity(grid.size(), TrainingCost.GRADUAL.flop(0, grid.size(), grid.amount()));
            case 9 -> optimum.effectiveDenseSize(0.75);
            case 10 -> law.loss(0.75, 30 * grid.size(), 10 * grid.amount());
            default -> coefficients[quantity];
        };
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

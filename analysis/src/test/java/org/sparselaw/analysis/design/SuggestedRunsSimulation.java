package org.sparselaw.analysis.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.sparselaw.analysis.fit.FitObjective;
import org.sparselaw.analysis.fit.FitProblem;
import org.sparselaw.analysis.fit.LawFit;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.law.LawForm;
import org.sparselaw.analysis.law.Resamples;
import org.sparselaw.analysis.law.Residual;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.optimum.TrainingCost;
import org.sparselaw.analysis.runs.DataUnit;
import org.sparselaw.analysis.runs.Observation;
import org.sparselaw.analysis.runs.RunTable;

/**
 * Whether suggested runs narrow the interval of S_opt more than random ones: random laws, tables of 48 noisy runs on the
 * paper's grid, five runs added with simulated losses, real refits, and bootstrap intervals before and after. Random runs come
 * from the same candidates, five at a time until five cost no more than the budget. Both sides are trained several times over,
 * for a single width of a bootstrap interval is a noisy number.
 */
final class SuggestedRunsSimulation {
    static final int RUNS = 5;

    private static final FitObjective OBJECTIVE = new FitObjective(Residual.LOG, 1e-3);
    private static final double[] SPARSITIES = {0, 0.5, 0.75, 0.875};
    private static final double[] SIZES = {1.3e6, 5.2e6, 2.1e7, 8.5e7};
    private static final double[] AMOUNTS = {1.6e10, 3.2e10, 6.4e10};

    private final int resamples;
    private final int repetitions;

    SuggestedRunsSimulation(int resamples, int repetitions) {
        this.resamples = resamples;
        this.repetitions = repetitions;
    }

    /** Widths of the 95 % interval of S_opt: of the table, as expected with the suggested runs, and as found (means). */
    record Widths(double before, double expected, List<Double> suggested, List<Double> random) {
        boolean suggestedIsNarrower() {
            return mean(suggested) < mean(random);
        }

        double suggestedMean() {
            return mean(suggested);
        }

        double randomMean() {
            return mean(random);
        }

        /** In how many single trials. */
        long wins() {
            return IntStream.range(0, random.size())
                    .filter(i -> suggested.get(i) < random.get(i))
                    .count();
        }

        private static double mean(List<Double> values) {
            return values.stream().mapToDouble(w -> w).average().orElseThrow();
        }
    }

    Widths law(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SparseCoefficients truth = truth(random);
        double noise = random.nextDouble(0.002, 0.01);
        List<Observation> table = new ArrayList<>();
        for (double s : SPARSITIES) {
            for (double n : SIZES) {
                for (double d : AMOUNTS) {
                    table.add(observe(truth, s, n, d, noise, random));
                }
            }
        }
        TrainingCost cost = TrainingCost.GRADUAL;
        double budget = RUNS
                * table.stream()
                        .mapToDouble(o -> cost.flop(o.sparsity(), o.nonZeros(), o.data()))
                        .average()
                        .orElseThrow();
        FittedLaw law = fit(table, random.split());
        Target target = Target.sparsityOnDenseOptimalLine(law, cost);
        Range now = law.interval(target.value(), 0.95).orElseThrow();
        if (now.high() == now.low()) {
            return law(seed + 1_000_003);
        }
        SuggestedRuns suggested = SuggestedRuns.of(law, cost, target, RUNS, budget);
        Range expected = suggested.runs().get(RUNS - 1).interval();
        List<Candidate> candidates = CandidateGrid.of(law.ranges(), cost, budget);
        List<Candidate> chosen =
                suggested.runs().stream().map(SuggestedRuns.Suggested::run).toList();
        List<Double> chosenWidths = new ArrayList<>();
        List<Double> randomWidths = new ArrayList<>();
        for (int i = 0; i < repetitions; i++) {
            chosenWidths.add(width(table, truth, noise, chosen, target, random));
            randomWidths.add(width(table, truth, noise, draw(candidates, budget, random), target, random));
        }
        return new Widths(now.high() - now.low(), expected.high() - expected.low(), chosenWidths, randomWidths);
    }

    private double width(
            List<Observation> table,
            SparseCoefficients truth,
            double noise,
            List<Candidate> added,
            Target target,
            SplittableRandom random) {
        List<Observation> all = new ArrayList<>(table);
        added.forEach(c -> all.add(observe(truth, c.sparsity(), c.nonZeros(), c.data(), noise, random)));
        Range range = fit(all, random.split()).interval(target.value(), 0.95).orElseThrow();
        return range.high() - range.low();
    }

    /** A fit with a pair bootstrap of warm starts. */
    private FittedLaw fit(List<Observation> observations, SplittableRandom random) {
        FittedLaw law = LawFit.fit(LawForm.SPARSE, new RunTable(DataUnit.TOKENS, observations, List.of()), OBJECTIVE);
        FitProblem problem = FitProblem.of(law.form().law(), observations, OBJECTIVE);
        List<double[]> starts = List.of(problem.parameters(law.values()));
        List<double[]> fits = new ArrayList<>();
        for (int i = 0; i < resamples; i++) {
            double[] weights = new double[observations.size()];
            for (int j = 0; j < weights.length; j++) {
                weights[random.nextInt(weights.length)]++;
            }
            FitProblem resample = problem.weighted(weights);
            fits.add(resample.coefficients(resample.best(starts).parameters()));
        }
        return law.withResamples(new Resamples("pair bootstrap", 0, fits));
    }

    private static List<Candidate> draw(List<Candidate> candidates, double budget, SplittableRandom random) {
        while (true) {
            List<Candidate> drawn = IntStream.range(0, RUNS)
                    .mapToObj(i -> candidates.get(random.nextInt(candidates.size())))
                    .toList();
            if (drawn.stream().mapToDouble(Candidate::flop).sum() <= budget) {
                return drawn;
            }
        }
    }

    /** Shares of the terms, exponents and irreducible loss around those of the two published tables. */
    private static SparseCoefficients truth(SplittableRandom random) {
        double bS = random.nextDouble(0.6, 1.8);
        double bN = random.nextDouble(0.2, 0.45);
        double bD = random.nextDouble(0.3, 0.9);
        double capacity = random.nextDouble(1, 2) * StrictMath.pow(SIZES[0], bN);
        double share = random.nextDouble(0.15, 0.45);
        double aD = AMOUNTS[0] * StrictMath.pow(random.nextDouble(0.1, 0.5), 1 / bD);
        return new SparseCoefficients(
                share * capacity, bS, (1 - share) * capacity, bN, aD, bD, random.nextDouble(0.5, 2));
    }

    private static Observation observe(
            SparseCoefficients truth, double s, double n, double d, double noise, SplittableRandom random) {
        return new Observation("", s, n, d, truth.loss(s, n, d) * StrictMath.exp(noise * random.nextGaussian()));
    }

    /** {@code LAWS [RESAMPLES [REPETITIONS]]}: the figures of the module's README. */
    public static void main(String[] args) {
        int laws = Integer.parseInt(args[0]);
        SuggestedRunsSimulation simulation = new SuggestedRunsSimulation(
                args.length > 1 ? Integer.parseInt(args[1]) : 200, args.length > 2 ? Integer.parseInt(args[2]) : 5);
        List<Widths> all =
                IntStream.range(0, laws).parallel().mapToObj(simulation::law).toList();
        int narrower = (int) all.stream().filter(Widths::suggestedIsNarrower).count();
        long single = all.stream().mapToLong(Widths::wins).sum();
        System.out.printf(
                Locale.ROOT,
                "%d laws: five suggested runs leave a narrower interval than five random ones in %d (%.1f %%);"
                        + " in single trials in %d of %d%n",
                laws,
                narrower,
                100.0 * narrower / laws,
                single,
                laws * simulation.repetitions);
        System.out.printf(
                Locale.ROOT,
                "median width relative to before: suggested %.3f, expected %.3f, random %.3f%n",
                median(all.stream()
                        .mapToDouble(w -> w.suggestedMean() / w.before())
                        .toArray()),
                median(all.stream().mapToDouble(w -> w.expected() / w.before()).toArray()),
                median(all.stream()
                        .mapToDouble(w -> w.randomMean() / w.before())
                        .toArray()));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}

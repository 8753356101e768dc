package org.sparselaw.analysis.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.FittedLaw.Optimum;
import org.sparselaw.analysis.law.Law;
import org.sparselaw.analysis.law.Resamples;
import org.sparselaw.analysis.optimum.LineSearch;
import org.sparselaw.analysis.runs.Run;

/**
 * What one pattern and strategy is worth at one sparsity, measured by the dense law: the factor m with which L(0, m N, D) fits
 * the losses of its runs best, in the objective of the law.
 *
 * <p>A pattern such as 2:4 has one sparsity, and b_S cannot be fitted to that. What one sparsity does determine is how much
 * larger a dense model of equal loss would be, N_dense = m N at equal D; for the sparse law m = [(a_S + c_S) / (a_S (1-S)^b_S +
 * c_S)]^(1/b_N). So the dense coefficients are taken as they are and m alone is fitted to the runs, as arXiv 2309.08520
 * compares n:m patterns (section 4); here with an interval: each resample of the law's coefficients meets a pair-bootstrap
 * resample of the runs.
 *
 * @param denseSize m
 * @param trainingCost FLOP over 6 N D, the mean over the runs; absent when their FLOP are not known
 * @param costOfDense FLOP relative to the dense model that is as good, without what a pretrained model had cost
 * @param costWithPretraining the same with it, 6 N/(1-S) FLOP for each token or image it was trained on, the mean over the runs
 */
public record PatternWorth(
        String pattern,
        String strategy,
        double sparsity,
        int runs,
        Estimate denseSize,
        Optional<Double> trainingCost,
        Optional<Estimate> costOfDense,
        Optional<Estimate> costWithPretraining) {
    private static final double LEAST_LOG_SIZE = -StrictMath.log(100);
    private static final int STEPS = 64;

    /**
     * @param level finished runs of one pattern, strategy and sparsity
     * @param pretraining D of the dense model that they began with; 0 when they began from scratch
     */
    static PatternWorth of(FittedLaw law, List<Run> level, double pretraining) {
        Estimate size = size(law, level);
        Optional<Double> cost = level.stream().map(PatternWorth::cost).anyMatch(Objects::isNull)
                ? Optional.empty()
                : Optional.of(
                        level.stream().mapToDouble(PatternWorth::cost).average().orElseThrow());
        double before = level.stream()
                .mapToDouble(r -> pretraining / (double) r.data() / (1 - r.sparsity()))
                .average()
                .orElseThrow();
        Run first = level.get(0);
        return new PatternWorth(
                first.sparsity() == 0 ? "dense" : first.pattern(),
                first.sparsity() == 0 ? "" : first.strategy(),
                first.sparsity(),
                level.size(),
                size,
                cost,
                cost.map(c -> relative(c, size)),
                pretraining == 0 ? Optional.empty() : cost.map(c -> relative(c + before, size)));
    }

    private static Double cost(Run run) {
        Double flop = run.trainingFlop();
        return flop == null ? null : flop / (6.0 * run.nonZeros() * run.data());
    }

    private static Estimate relative(double cost, Estimate size) {
        return new Estimate(
                cost / size.value(), size.interval().map(i -> new FittedLaw.Range(cost / i.high(), cost / i.low())));
    }

    private static Estimate size(FittedLaw law, List<Run> level) {
        double[] ones = new double[level.size()];
        Arrays.fill(ones, 1);
        double value = size(law, law.values(), level, ones);
        return new Estimate(
                value,
                law.resamples()
                        .map(r -> new Resamples(r.method(), r.seed(), sizes(law, r, level))
                                .interval(size -> size[0], Estimate.LEVEL)));
    }

    private static List<double[]> sizes(FittedLaw law, Resamples resamples, List<Run> level) {
        Random random = new Random(resamples.seed());
        List<double[]> sizes = new ArrayList<>();
        for (double[] coefficients : resamples.coefficients()) {
            double[] times = new double[level.size()];
            for (int i = 0; i < times.length; i++) {
                times[random.nextInt(times.length)]++;
            }
            sizes.add(new double[] {size(law, coefficients, level, times)});
        }
        return sizes;
    }

    /** m between 1/100 and 100 with the lowest Huber loss, each run counted so many times. */
    private static double size(FittedLaw law, double[] coefficients, List<Run> level, double[] times) {
        double logSize = LineSearch.lowest(
                m -> loss(law, coefficients, level, times, StrictMath.exp(m)), LEAST_LOG_SIZE, -LEAST_LOG_SIZE, STEPS);
        return StrictMath.exp(logSize);
    }

    private static double loss(FittedLaw law, double[] coefficients, List<Run> level, double[] times, double size) {
        Law dense = law.form().law();
        Optimum objective = law.optimum();
        double sum = 0;
        for (int i = 0; i < times.length; i++) {
            Run run = level.get(i);
            if (times[i] > 0) {
                double predicted = dense.loss(coefficients, 0, size * run.nonZeros(), (double) run.data());
                double t = Math.abs(objective.residual().of(predicted, run.loss()));
                double delta = objective.delta();
                sum += times[i] * (t <= delta ? t * t / 2 : delta * (t - delta / 2));
            }
        }
        return sum;
    }
}

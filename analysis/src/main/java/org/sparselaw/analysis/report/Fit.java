package org.sparselaw.analysis.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.optimum.OptimalSparsity;
import org.sparselaw.analysis.optimum.TrainingCost;
import org.sparselaw.analysis.runs.Observation;

/**
 * A law and the points that it was fitted to: what a figure shows.
 *
 * @param cost of sparse training, for the optimal sparsity
 */
record Fit(FittedLaw law, TrainingCost cost, List<Observation> points) {
    /** Of every interval that is shown. */
    static final double CONFIDENCE = 0.95;

    static final String PERCENT = "95 %";

    Fit {
        points = List.copyOf(points);
    }

    /** The sparsities of the points, rising. */
    List<Double> sparsities() {
        return points.stream().map(Observation::sparsity).distinct().sorted().toList();
    }

    OptimalSparsity optimum() {
        return new OptimalSparsity(law.sparse(), cost);
    }

    /** The interval of what follows from the coefficients, with {@link #CONFIDENCE}; absent when the law has no resamples. */
    Optional<Range> interval(ToDoubleFunction<SparseCoefficients> quantity) {
        return law.interval(values -> quantity.applyAsDouble(SparseCoefficients.of(values)), CONFIDENCE);
    }

    /** The interval of S_opt(N, C). */
    Optional<Range> sparsityInterval(double nonZeros, double flop) {
        return interval(coefficients -> new OptimalSparsity(coefficients, cost).sparsity(nonZeros, flop));
    }

    /** The interval of N_dense/N at equal loss and data. */
    Optional<Range> effectiveSizeInterval(double sparsity) {
        return interval(coefficients -> new OptimalSparsity(coefficients, cost).effectiveDenseSize(sparsity));
    }

    double predicted(Observation point) {
        return law.predict(point.sparsity(), point.nonZeros(), point.data());
    }

    /** predicted / measured - 1. */
    double residual(Observation point) {
        return predicted(point) / point.loss() - 1;
    }

    /** What a point's run costs by the formula that the optimal sparsity rests on, in FLOP. */
    double flop(Observation point) {
        return cost.flop(point.sparsity(), point.nonZeros(), point.data());
    }

    /** The smallest budget of a run, if there were one with the least data and sparsity for every N. */
    double lowestBudget(double nonZeros) {
        return cost.flop(
                law.ranges().sparsity().low(), nonZeros, law.ranges().data().low());
    }

    double highestBudget(double nonZeros) {
        return cost.flop(
                law.ranges().sparsity().high(), nonZeros, law.ranges().data().high());
    }

    /** What a caption says of bands; nothing where there are none. */
    String bands(String of) {
        return law.resamples().isPresent() ? " Bands: " + PERCENT + " intervals" + of + "." : "";
    }

    /** {@code tokens} or {@code images}. */
    String dataUnit() {
        return law.dataUnit().name().toLowerCase(Locale.ROOT);
    }
}

package org.sparselaw.analysis.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.optimum.OptimalSparsity;
import org.sparselaw.analysis.optimum.TrainingCost;
import org.sparselaw.analysis.runs.LeftOut;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.Status;

/**
 * All that a report shows; the same findings give the same page, byte for byte.
 *
 * @param study name of the study
 * @param law fitted to the runs
 * @param cost of sparse training, for the optimal sparsity
 * @param runs every run of the table, also those that the law leaves out
 * @param provenance what the page was made from: a label and its text, in the order shown
 */
public record Findings(String study, FittedLaw law, TrainingCost cost, List<Run> runs, Map<String, String> provenance) {
    /** Of every interval that is shown. */
    static final double CONFIDENCE = 0.95;

    static final String PERCENT = "95 %";

    public Findings {
        runs = List.copyOf(runs);
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    }

    /** The runs that the law was fitted to. */
    List<Run> fitted() {
        Set<String> leftOut = law.leftOut().stream().map(LeftOut::run).collect(Collectors.toSet());
        return runs.stream()
                .filter(r -> r.status() == Status.FINISHED && r.loss() != null && !leftOut.contains(r.runId()))
                .toList();
    }

    /** The sparsities of the fitted runs, rising. */
    List<Double> sparsities() {
        return fitted().stream().map(Run::sparsity).distinct().sorted().toList();
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

    double predicted(Run run) {
        return law.predict(run.sparsity(), (double) run.nonZeros(), (double) run.data());
    }

    /** What the run costs by the formula that the optimal sparsity rests on, in FLOP. */
    double flop(Run run) {
        return cost.flop(run.sparsity(), (double) run.nonZeros(), (double) run.data());
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

    /** predicted / measured - 1, of a run with a loss. */
    double residual(Run run) {
        return predicted(run) / run.loss() - 1;
    }

    /** {@code tokens} or {@code images}. */
    String dataUnit() {
        return law.dataUnit().name().toLowerCase(Locale.ROOT);
    }
}

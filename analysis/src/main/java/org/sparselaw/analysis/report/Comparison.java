package org.sparselaw.analysis.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.law.FittedLaw.Ranges;
import org.sparselaw.analysis.law.Resamples;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.optimum.OptimalSparsity;
import org.sparselaw.job.DataException;

/** Several laws side by side, of the same unit of data. */
public final class Comparison {
    private final List<Findings> findings;
    private final List<Fit> laws;
    private final List<String> names;

    /** @throws DataException for laws on tokens and on images */
    public Comparison(List<Findings> findings) {
        if (findings.stream().map(f -> f.law().dataUnit()).distinct().count() != 1) {
            throw new DataException("The laws count D in tokens and in images; only laws of one unit can be compared");
        }
        this.findings = List.copyOf(findings);
        this.laws = findings.stream().map(Findings::fit).toList();
        this.names = distinct(findings.stream().map(Findings::study).toList());
    }

    /** The figures of the page: contours and effective sizes of all laws. */
    public List<Figure> figures() {
        ComparisonFigures figures = new ComparisonFigures(this);
        return List.of(figures.contours(), figures.effectiveSizes());
    }

    List<Fit> laws() {
        return laws;
    }

    List<Findings> findings() {
        return findings;
    }

    /** What the laws are called: their studies, with a number where several have the same name. */
    List<String> names() {
        return names;
    }

    String dataUnit() {
        return laws.get(0).dataUnit();
    }

    /** The sizes that the runs of every law cover; of any, where there are none. */
    Range nonZeros() {
        return common(laws.stream().map(f -> f.law().ranges().nonZeros()).toList());
    }

    /** The amounts of data that the runs of every law cover; of any, where there are none. */
    Range data() {
        return common(laws.stream().map(f -> f.law().ranges()).map(Ranges::data).toList());
    }

    /** S_opt(N, C) of a law minus that of the first. */
    double sparsityDifference(int law, double nonZeros, double flop) {
        return sparsity(law, laws.get(law).law().sparse(), nonZeros, flop)
                - sparsity(0, laws.get(0).law().sparse(), nonZeros, flop);
    }

    /**
     * The interval of that difference. The runs of the laws are independent, and so are their resamples: the first of the one
     * is set against the first of the other, and so on.
     */
    Optional<Range> sparsityDifferenceInterval(int law, double nonZeros, double flop) {
        Optional<Resamples> first = laws.get(0).law().resamples();
        Optional<Resamples> other = laws.get(law).law().resamples();
        if (first.isEmpty() || other.isEmpty()) {
            return Optional.empty();
        }
        List<double[]> differences = new ArrayList<>();
        List<double[]> left = other.get().coefficients();
        List<double[]> right = first.get().coefficients();
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            double difference = sparsity(law, SparseCoefficients.of(left.get(i)), nonZeros, flop)
                    - sparsity(0, SparseCoefficients.of(right.get(i)), nonZeros, flop);
            differences.add(new double[] {difference});
        }
        return Optional.of(new Resamples("differences", 0, differences).interval(d -> d[0], Fit.CONFIDENCE));
    }

    private double sparsity(int law, SparseCoefficients coefficients, double nonZeros, double flop) {
        return new OptimalSparsity(coefficients, laws.get(law).cost()).sparsity(nonZeros, flop);
    }

    private static Range common(List<Range> ranges) {
        double low = ranges.stream().mapToDouble(Range::low).max().orElseThrow();
        double high = ranges.stream().mapToDouble(Range::high).min().orElseThrow();
        return low < high
                ? new Range(low, high)
                : new Range(
                        ranges.stream().mapToDouble(Range::low).min().orElseThrow(),
                        ranges.stream().mapToDouble(Range::high).max().orElseThrow());
    }

    private static List<String> distinct(List<String> studies) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < studies.size(); i++) {
            String study = studies.get(i);
            int before = Collections.frequency(studies.subList(0, i), study);
            names.add(Collections.frequency(studies, study) == 1 ? study : study + " (" + (before + 1) + ")");
        }
        return names;
    }
}

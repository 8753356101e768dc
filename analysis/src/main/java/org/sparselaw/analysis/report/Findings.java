package org.sparselaw.analysis.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.optimum.TrainingCost;
import org.sparselaw.analysis.runs.LeftOut;
import org.sparselaw.analysis.runs.Observation;
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
    public Findings {
        runs = List.copyOf(runs);
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    }

    /** The law and the runs that it was fitted to. */
    Fit fit() {
        Set<String> leftOut = law.leftOut().stream().map(LeftOut::run).collect(Collectors.toSet());
        List<Observation> points = runs.stream()
                .filter(r -> r.status() == Status.FINISHED && r.loss() != null && !leftOut.contains(r.runId()))
                .map(r -> new Observation(r.runId(), r.sparsity(), (double) r.nonZeros(), (double) r.data(), r.loss()))
                .toList();
        return new Fit(law, cost, points);
    }
}

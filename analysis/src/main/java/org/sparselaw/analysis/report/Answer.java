package org.sparselaw.analysis.report;

import java.util.List;
import java.util.stream.Collectors;
import org.sparselaw.analysis.law.FittedLaw.Degeneracy;
import org.sparselaw.analysis.optimum.SparsityPlan;
import org.sparselaw.analysis.optimum.SparsityTable;

/** The answer of a study in words, as HTML: how sparse a model should be. */
final class Answer {
    private Answer() {}

    static String sentence(Findings findings, SparsityTable table) {
        if (!findings.fit().optimum().helps()) {
            return "Sparsity does not pay in these runs: at equal non-zero parameters and data, the fitted law sees no"
                    + " lower loss with more sparsity.";
        }
        List<SparsityPlan> all = table.plans().stream().flatMap(List::stream).toList();
        if (all.stream().allMatch(plan -> plan.sparsity() == 0)) {
            return "Dense training is best for every size and budget that these runs cover.";
        }
        String small = row(table, 0, findings.fit().dataUnit());
        int last = table.nonZeros().size() - 1;
        return "The best sparsity " + small + "; for " + size(table.nonZeros().get(last)) + " it "
                + change(table.plans().get(last)) + ".";
    }

    /** What keeps the answer from being taken at its word; empty when nothing does. */
    static String caveats(Findings findings, SparsityTable table) {
        StringBuilder text = new StringBuilder();
        List<Degeneracy> degenerate = findings.law().degenerate();
        if (!degenerate.isEmpty()) {
            text.append("<p>The runs do not determine every coefficient. ")
                    .append(degenerate.stream()
                            .map(d -> Html.symbols(d.coefficient() + ": " + d.reason()))
                            .collect(Collectors.joining("; ")))
                    .append(".</p>");
        }
        if (findings.law().recipes().size() > 1) {
            text.append("<p>One law for runs pruned in several ways: ")
                    .append(Html.escape(String.join("; ", findings.law().recipes())))
                    .append(".</p>");
        }
        boolean beyond = table.plans().stream().flatMap(List::stream).anyMatch(p -> !p.covered());
        if (beyond && findings.fit().optimum().helps()) {
            text.append("<p>Some of these optima lie outside the sparsities or data of the runs (marked * below): there"
                    + " the law extrapolates.</p>");
        }
        return text.isEmpty() ? "" : "<div class=\"caveat\">" + text + "</div>";
    }

    private static String row(SparsityTable table, int row, String unit) {
        List<Double> data = table.denseData();
        return "for " + size(table.nonZeros().get(row)) + " non-zero parameters "
                + change(table.plans().get(row)) + " as the budget grows from that of a dense model with "
                + Numbers.count(data.get(0)) + " to " + Numbers.count(data.get(data.size() - 1)) + " " + unit;
    }

    private static String change(List<SparsityPlan> plans) {
        String first = sparsity(plans.get(0));
        String last = sparsity(plans.get(plans.size() - 1));
        return first.equals(last) ? "is " + first : "goes from " + first + " to " + last;
    }

    private static String sparsity(SparsityPlan plan) {
        return "<b>" + Numbers.fixed(plan.sparsity(), 2) + "</b>";
    }

    private static String size(double nonZeros) {
        return Numbers.count(nonZeros);
    }
}

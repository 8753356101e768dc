package org.sparselaw.analysis.report;

import org.sparselaw.analysis.optimum.SparsityPlan;
import org.sparselaw.analysis.optimum.SparsityTable;

/** The table of optimal sparsities, as HTML. */
final class SparsityGrid {
    private SparsityGrid() {}

    static String html(Fit fit, SparsityTable table) {
        StringBuilder html = new StringBuilder(
                "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Optimal sparsities\"><table class=\"grid\"><thead>");
        html.append("<tr><td></td><th colspan=\"")
                .append(table.denseData().size())
                .append("\">budget, as the ")
                .append(fit.dataUnit())
                .append(" it buys a dense model</th></tr><tr><th>N</th>");
        table.denseData()
                .forEach(d -> html.append("<th>").append(Numbers.count(d)).append("</th>"));
        html.append("</tr></thead><tbody>");
        for (int row = 0; row < table.nonZeros().size(); row++) {
            html.append("<tr><th>")
                    .append(Numbers.count(table.nonZeros().get(row)))
                    .append("</th>");
            table.plans().get(row).forEach(plan -> html.append(cell(fit, plan)));
            html.append("</tr>");
        }
        return html.append("</tbody></table></div>").toString();
    }

    private static String cell(Fit fit, SparsityPlan plan) {
        String details = "C = " + Numbers.flop(plan.budget()) + " FLOP; best: D = " + Numbers.count(plan.data())
                + ", loss " + Numbers.fixed(plan.loss(), 4) + "; dense: D = " + Numbers.count(plan.denseData())
                + ", loss " + Numbers.fixed(plan.denseLoss(), 4);
        return "<td title=\"" + details + "\" style=\"background:" + Palette.colour(plan.sparsity()) + ";color:"
                + (Palette.dark(plan.sparsity()) ? "#fff" : "#000") + "\">" + Numbers.fixed(plan.sparsity(), 3)
                + (plan.covered() ? "" : "*")
                + fit.sparsityInterval(plan.nonZeros(), plan.budget())
                        .map(range -> "<small>" + Numbers.fixed(range.low(), 2) + " to "
                                + Numbers.fixed(range.high(), 2) + "</small>")
                        .orElse("")
                + "</td>";
    }
}

package org.sparselaw.analysis.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sparselaw.analysis.law.Comparisons;
import org.sparselaw.analysis.law.Comparisons.ComparedLaw;
import org.sparselaw.analysis.law.Comparisons.LargerRun;
import org.sparselaw.analysis.law.Comparisons.PublishedLaw;
import org.sparselaw.analysis.law.FittedLaw;

/** What a law is measured against, as HTML: other laws, published coefficients, runs larger than those that were fitted. */
final class RivalTables {
    private final FittedLaw law;
    private final Comparisons comparisons;

    RivalTables(FittedLaw law) {
        this.law = law;
        this.comparisons = law.comparisons();
    }

    /** A section with its heading; nothing when the law was fitted alone. */
    String section() {
        if (comparisons.equals(Comparisons.NONE)) {
            return "";
        }
        return "<section>\n<h2>Measured against</h2>\n" + laws() + published() + largerRuns() + "</section>\n";
    }

    private String laws() {
        if (comparisons.laws().isEmpty()) {
            return "";
        }
        HtmlTable table = new HtmlTable("facts", "Laws fitted to the same runs")
                .heading(
                        "law",
                        "coefficients",
                        "objective",
                        "rms error",
                        "largest N held out",
                        "longest D held out",
                        "AIC",
                        "BIC");
        for (ComparedLaw rival : comparisons.laws()) {
            table.row(
                    rival.form().name().toLowerCase(Locale.ROOT),
                    Integer.toString(rival.coefficients()),
                    Numbers.significant(rival.value()),
                    Numbers.percent(rival.rmsRelativeError()),
                    error(rival.largestNonZeros()),
                    error(rival.longestData()),
                    Numbers.fixed(rival.aic(), 1),
                    Numbers.fixed(rival.bic(), 1));
        }
        return table.html()
                + "<p class=\"note\">Held out: the mean error on the runs of the largest N, or the longest D, of a fit"
                + " without them. Lower AIC and BIC are better.</p>\n";
    }

    private String published() {
        if (comparisons.published().isEmpty()) {
            return "";
        }
        PublishedLaw other = comparisons.published().get();
        return new HtmlTable("facts", "Published coefficients")
                        .heading("", "this fit", "published coefficients")
                        .row(
                                "objective",
                                Numbers.significant(law.optimum().value()),
                                Numbers.significant(other.value()))
                        .row(
                                "root mean square relative error",
                                Numbers.percent(law.quality().rmsRelativeError()),
                                Numbers.percent(other.quality().rmsRelativeError()))
                        .row(
                                "largest relative error",
                                Numbers.percent(law.quality().maxRelativeError()),
                                Numbers.percent(other.quality().maxRelativeError()))
                        .html()
                + "<p class=\"note\">Both on the runs of this table.</p>\n";
    }

    private String largerRuns() {
        List<LargerRun> runs = comparisons.largerRuns();
        if (runs.isEmpty()) {
            return "";
        }
        List<LargerRun> published =
                comparisons.published().map(PublishedLaw::largerRuns).orElse(List.of());
        HtmlTable table = new HtmlTable("facts", "Larger runs")
                .heading("run", "S", "N", "D", "measured", "predicted", "error", "by the published coefficients");
        for (int i = 0; i < runs.size(); i++) {
            LargerRun run = runs.get(i);
            table.row(
                    Html.escape(run.run()),
                    Numbers.exact(run.sparsity()),
                    Numbers.count(run.nonZeros()),
                    Numbers.count(run.data()),
                    Numbers.fixed(run.loss(), 4),
                    Numbers.fixed(run.predicted(), 4),
                    Numbers.signedPercent(run.relativeError()),
                    i < published.size()
                            ? Numbers.signedPercent(published.get(i).relativeError())
                            : "–");
        }
        return table.html() + "<p class=\"note\">Runs that were not fitted.</p>\n";
    }

    private static String error(Optional<Double> error) {
        return error.map(Numbers::signedPercent).orElse("–");
    }
}

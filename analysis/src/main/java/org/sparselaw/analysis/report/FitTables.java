package org.sparselaw.analysis.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sparselaw.analysis.law.Comparisons.PublishedLaw;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.FittedLaw.Degeneracy;
import org.sparselaw.analysis.law.FittedLaw.LevelResidual;
import org.sparselaw.analysis.law.FittedLaw.Optimum;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.law.HeldOut;

/** The numbers of a fit as HTML tables: how good it is, its coefficients, its mean residuals. */
final class FitTables {
    /** Rows of a table of levels; of more, some evenly from the least to the greatest are shown. */
    private static final int MOST = 12;

    private final Findings findings;
    private final FittedLaw law;
    private final Fit fit;

    FitTables(Findings findings) {
        this.findings = findings;
        this.law = findings.law();
        this.fit = findings.fit();
    }

    String quality() {
        FittedLaw.Quality quality = law.quality();
        Optimum optimum = law.optimum();
        String objective = "Mean Huber loss of the " + optimum.residual().name().toLowerCase(Locale.ROOT)
                + " residuals, delta " + Numbers.exact(optimum.delta());
        return "<table class=\"facts\">"
                + fact("<i>R</i>² of the loss", Numbers.fixed(quality.rSquared(), 4))
                + fact("Root mean square relative error", Numbers.percent(quality.rmsRelativeError()))
                + fact("Largest relative error", Numbers.percent(quality.maxRelativeError()))
                + fact(
                        "Runs fitted",
                        law.used() + " of " + (law.used() + law.leftOut().size()))
                + fact(objective, Numbers.significant(optimum.value(), 10))
                + fact("Starts that end at this minimum", optimum.startsAgreeing() + " of " + optimum.starts())
                + fact("Gradient norm of the scaled objective", Numbers.significant(optimum.gradientNorm(), 2))
                + "</table>";
    }

    /** The coefficients with their intervals, as far as the law has them. */
    String coefficients() {
        Set<String> loose =
                law.degenerate().stream().map(Degeneracy::coefficient).collect(Collectors.toSet());
        List<String> names = List.copyOf(law.coefficients().keySet());
        Optional<PublishedLaw> published = law.comparisons().published();
        List<String> heading =
                new ArrayList<>(List.of("coefficient", "value", Fit.PERCENT + " interval", "normalised"));
        published.ifPresent(other -> heading.add("published"));
        HtmlTable table = new HtmlTable("facts", "Coefficients").heading(heading.toArray(String[]::new));
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            int index = i;
            List<String> cells = new ArrayList<>(List.of(
                    Numbers.significant(law.coefficients().get(name), 6),
                    range(law.interval(values -> values[index], Fit.CONFIDENCE), v -> Numbers.significant(v, 4)),
                    Numbers.significant(law.normalized().get(name), 6)));
            published.ifPresent(
                    other -> cells.add(Numbers.significant(other.coefficients().get(name), 4)));
            table.row(Html.coefficient(name) + (loose.contains(name) ? " (not determined)" : ""), cells);
        }
        return table.html();
    }

    /** Where the intervals come from, and what is normalised. */
    String resampling() {
        return "<p class=\"note\">Normalised: for N in units of "
                + Numbers.count(law.units().nonZeros()) + " and D of "
                + Numbers.count(law.units().data()) + " " + fit.dataUnit() + ". "
                + law.resamples()
                        .map(resamples -> "Intervals hold " + Fit.PERCENT + " of "
                                + resamples.coefficients().size() + " fits of resampled runs ("
                                + Html.escape(resamples.method()) + ").")
                        .orElse("The law was fitted without resamples: there are no intervals.")
                + "</p>";
    }

    /** How much larger a dense model of equal loss and data would be, for the sparsities of the runs. */
    String effectiveSizes() {
        HtmlTable table = new HtmlTable("facts", "Effective sizes")
                .heading("sparsity", "size of a dense model as good", Fit.PERCENT + " interval");
        for (double s : Levels.spread(fit.sparsities(), MOST)) {
            if (s > 0) {
                table.row(
                        Numbers.exact(s),
                        Numbers.fixed(fit.optimum().effectiveDenseSize(s), 3) + " <var>N</var>",
                        range(fit.effectiveSizeInterval(s), v -> Numbers.fixed(v, 3)));
            }
        }
        return table.html();
    }

    /** An interval in words; a dash where the law has none. */
    static String range(Optional<Range> range, DoubleFunction<String> format) {
        return range.map(r -> end(r.low(), format) + " to " + end(r.high(), format))
                .orElse("–");
    }

    private static String end(double value, DoubleFunction<String> format) {
        return Double.isFinite(value) ? format.apply(value) : value < 0 ? "-∞" : "∞";
    }

    String meanResiduals() {
        return "<div class=\"side\">" + levels("S", law.residualBySparsity(), true)
                + levels("N", law.residualByNonZeros(), false) + levels("D", law.residualByData(), false) + "</div>";
    }

    /** Errors on runs that the law was fitted without; nothing when none were held out. */
    String heldOut() {
        if (law.heldOut().isEmpty()) {
            return "";
        }
        HtmlTable table = new HtmlTable("facts", "Held-out errors")
                .heading("fitted without", "runs predicted", "mean error", "root mean square error");
        for (HeldOut test : Levels.spread(law.heldOut(), MOST)) {
            table.row(
                    Html.escape(test.leftOut()),
                    Integer.toString(test.runs()),
                    Numbers.signedPercent(test.meanRelativeError()),
                    Numbers.percent(test.rmsRelativeError()));
        }
        return "<h3>Held out</h3>\n" + table.html();
    }

    /** What the page was made from; values of several lines stay as they are. */
    String provenance() {
        StringBuilder html = new StringBuilder("<table class=\"facts provenance\">");
        html.append(fact("Digest of the fitted runs", "<code>" + Html.escape(law.runTable()) + "</code>"));
        List<String> shardSets = distinct(findings.runs().stream().map(r -> r.shardSet()));
        List<String> devices = distinct(findings.runs().stream().map(r -> r.device()));
        html.append(fact("Shard sets", "<code>" + Html.escape(String.join(", ", shardSets)) + "</code>"));
        html.append(fact("Devices", Html.escape(String.join(", ", devices))));
        html.append(fact("sparselaw", Html.escape(Resource.ownVersion())));
        html.append(fact(
                "Charts drawn by",
                "Vega " + Resource.version("vega") + ", Vega-Lite " + Resource.version("vega-lite")));
        for (Map.Entry<String, String> entry : findings.provenance().entrySet()) {
            String value = Html.escape(entry.getValue());
            html.append(fact(
                    Html.escape(entry.getKey()),
                    value.contains("\n") ? "<pre>" + value + "</pre>" : "<code>" + value + "</code>"));
        }
        return html.append("</table>").toString();
    }

    private static String levels(String symbol, List<LevelResidual> levels, boolean exact) {
        HtmlTable table = new HtmlTable("facts", "Mean residuals by " + symbol)
                .heading("<var>" + symbol + "</var>", "runs", "mean residual");
        for (LevelResidual level : Levels.spread(levels, MOST)) {
            table.row(
                    exact ? Numbers.exact(level.level()) : Numbers.count(level.level()),
                    Integer.toString(level.points()),
                    Numbers.signedPercent(level.meanRelativeResidual()));
        }
        return table.html();
    }

    private static List<String> distinct(Stream<String> values) {
        return values.filter(Objects::nonNull).distinct().sorted().toList();
    }

    private static String fact(String label, String html) {
        return "<tr><th>" + label + "</th><td>" + html + "</td></tr>";
    }
}

package org.sparselaw.analysis.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.FittedLaw.Degeneracy;
import org.sparselaw.analysis.law.FittedLaw.LevelResidual;
import org.sparselaw.analysis.law.FittedLaw.Optimum;

/** The numbers of a fit as HTML tables: how good it is, its coefficients, its mean residuals. */
final class FitTables {
    private final Findings findings;
    private final FittedLaw law;

    FitTables(Findings findings) {
        this.findings = findings;
        this.law = findings.law();
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

    String coefficients() {
        Set<String> loose =
                law.degenerate().stream().map(Degeneracy::coefficient).collect(Collectors.toSet());
        StringBuilder html =
                new StringBuilder("<table class=\"facts\"><thead><tr><th>coefficient</th><th>value</th><th>for"
                        + " N in units of " + Numbers.count(law.units().nonZeros()) + " and D of "
                        + Numbers.count(law.units().data()) + "</th></tr></thead>");
        law.coefficients()
                .forEach((name, value) -> html.append("<tr><th>")
                        .append(name.contains("_") ? Html.symbols(name) : "<var>" + name + "</var>")
                        .append(loose.contains(name) ? " (not determined)" : "")
                        .append("</th><td>")
                        .append(Numbers.significant(value, 6))
                        .append("</td><td>")
                        .append(Numbers.significant(law.normalized().get(name), 6))
                        .append("</td></tr>"));
        return html.append("</table>").toString();
    }

    /** How much larger a dense model of equal loss and data would be, for the sparsities of the runs. */
    String effectiveSizes() {
        StringBuilder html = new StringBuilder(
                "<table class=\"facts\"><thead><tr><th>sparsity</th><th>size of a dense model as good</th></tr></thead>");
        for (double s : findings.sparsities()) {
            if (s > 0) {
                html.append("<tr><th>")
                        .append(Numbers.exact(s))
                        .append("</th><td>")
                        .append(Numbers.fixed(findings.optimum().effectiveDenseSize(s), 3))
                        .append(" <var>N</var></td></tr>");
            }
        }
        return html.append("</table>").toString();
    }

    String meanResiduals() {
        return "<div class=\"side\">" + levels("S", law.residualBySparsity(), true)
                + levels("N", law.residualByNonZeros(), false) + levels("D", law.residualByData(), false) + "</div>";
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
        StringBuilder html = new StringBuilder("<table class=\"facts\"><thead><tr><th><var>" + symbol
                + "</var></th><th>runs</th><th>mean residual</th></tr></thead>");
        for (LevelResidual level : levels) {
            html.append("<tr><th>")
                    .append(exact ? Numbers.exact(level.level()) : Numbers.count(level.level()))
                    .append("</th><td>")
                    .append(level.points())
                    .append("</td><td>")
                    .append(Numbers.signedPercent(level.meanRelativeResidual()))
                    .append("</td></tr>");
        }
        return html.append("</table>").toString();
    }

    private static List<String> distinct(Stream<String> values) {
        return values.filter(Objects::nonNull).distinct().sorted().toList();
    }

    private static String fact(String label, String html) {
        return "<tr><th>" + label + "</th><td>" + html + "</td></tr>";
    }
}

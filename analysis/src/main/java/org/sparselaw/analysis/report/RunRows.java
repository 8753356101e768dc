package org.sparselaw.analysis.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sparselaw.analysis.runs.LeftOut;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.Status;

/** The table of runs, as HTML; the page's script sorts it by the {@code data-value} of its cells. */
final class RunRows {
    private static final int SHORT_ID = 10;

    private static final List<String> COLUMNS = List.of(
            "run",
            "S",
            "N",
            "D",
            "steps",
            "batch",
            "seed",
            "pattern",
            "status",
            "loss",
            "predicted",
            "residual",
            "training FLOP",
            "tokens/s",
            "device");
    private static final Set<String> IN_WORDS = Set.of("run", "pattern", "status", "device");

    private final Findings findings;
    private final Map<String, String> reasons;

    RunRows(Findings findings) {
        this.findings = findings;
        this.reasons = findings.law().leftOut().stream()
                .collect(Collectors.toMap(LeftOut::run, LeftOut::reason, (first, second) -> first));
    }

    String html() {
        StringBuilder html = new StringBuilder(
                "<div class=\"scroll tall\" tabindex=\"0\" role=\"region\" aria-label=\"Runs\"><table class=\"runs\"><thead><tr>");
        for (String column : COLUMNS) {
            html.append(IN_WORDS.contains(column) ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"number\">")
                    .append("<button type=\"button\">")
                    .append(column)
                    .append("</button></th>");
        }
        html.append("</tr></thead><tbody>");
        Levels sizes = new Levels(
                findings.runs().stream().mapToDouble(Run::nonZeros).boxed().toList());
        findings.runs().stream()
                .sorted(Comparator.<Run>comparingInt(run -> sizes.of((double) run.nonZeros()))
                        .thenComparingDouble(Run::sparsity)
                        .thenComparingDouble(Run::data)
                        .thenComparing(Run::seed, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(Run::runId))
                .forEach(run -> html.append(row(run)));
        return html.append("</tbody></table></div>").toString();
    }

    private String row(Run run) {
        Double loss = run.loss();
        double predicted = findings.law().predict(run.sparsity(), (double) run.nonZeros(), (double) run.data());
        String status = status(run);
        return (status.equals("finished") ? "<tr>" : "<tr class=\"left-out\">")
                + "<td title=\"" + Html.escape(run.runId()) + "\" data-value=\"" + Html.escape(run.runId())
                + "\"><code>"
                + Html.escape(
                        run.runId().substring(0, Math.min(SHORT_ID, run.runId().length()))) + "</code></td>"
                + number(run.sparsity(), Numbers::exact)
                + number(run.nonZeros(), Numbers::count)
                + number(run.data(), Numbers::count)
                + number(run.steps(), Numbers::exact)
                + number(run.batch(), Numbers::exact)
                + number(run.seed(), Numbers::exact)
                + text(run.pattern())
                + text(status)
                + number(loss, v -> Numbers.fixed(v, 4))
                + number(predicted, v -> Numbers.fixed(v, 4))
                + number(loss == null ? null : predicted / loss - 1, Numbers::signedPercent)
                + number(run.trainingFlop(), Numbers::flop)
                + number(run.tokensPerSecond(), Numbers::count)
                + text(run.device())
                + "</tr>\n";
    }

    private String status(Run run) {
        String reason = reasons.get(run.runId());
        if (run.status() == Status.FINISHED && reason != null) {
            return "left out: " + reason;
        }
        return run.status().name().toLowerCase(Locale.ROOT);
    }

    /** @param value null where there is none */
    private static String number(Number value, Function<Double, String> format) {
        if (value == null || !Double.isFinite(value.doubleValue())) {
            return "<td class=\"number\" data-value=\"\">–</td>";
        }
        return "<td class=\"number\" data-value=\"" + value + "\">" + format.apply(value.doubleValue()) + "</td>";
    }

    private static String text(String value) {
        String shown = Html.escape(value == null ? "–" : value);
        return "<td data-value=\"" + shown + "\">" + shown + "</td>";
    }
}

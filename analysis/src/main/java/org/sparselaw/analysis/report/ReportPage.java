package org.sparselaw.analysis.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.optimum.SparsityTable;

/** The report as one HTML file that needs no network: charts, tables, a calculator, and the library that draws the charts. */
public final class ReportPage {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z-]+)}}");

    private ReportPage() {}

    public static String html(Findings findings) {
        SparsityTable table = SparsityTable.of(findings.law(), findings.cost());
        ScalingCharts scaling = new ScalingCharts(findings);
        FitTables tables = new FitTables(findings);
        List<Chart> charts = List.of(
                new ContourChart(findings).chart(),
                new AgreementChart(findings).chart(),
                new ResidualChart(findings).chart(),
                scaling.bySize(),
                scaling.byData());

        Map<String, String> parts = new LinkedHashMap<>();
        charts.forEach(chart -> parts.put(chart.id(), chart.html()));
        parts.put("study", Html.escape(findings.study()));
        parts.put("answer", Answer.sentence(findings, table));
        parts.put("caveats", Answer.caveats(findings, table));
        parts.put("formula", Html.symbols(findings.law().formula()));
        parts.put("unit", findings.dataUnit());
        parts.put("runs-fitted", Integer.toString(findings.fitted().size()));
        parts.put("sparsity-grid", SparsityGrid.html(findings, table));
        parts.put("quality", tables.quality());
        parts.put("coefficients", tables.coefficients());
        parts.put("effective-sizes", tables.effectiveSizes());
        parts.put("mean-residuals", tables.meanResiduals());
        parts.put("runs", new RunRows(findings).html());
        parts.put("provenance", tables.provenance());
        parts.put("style", Resource.text("report.css"));
        parts.put("libraries", libraries());
        parts.put("data", Html.json("charts", Chart.specifications(charts)) + "\n" + Html.json("law", law(findings)));
        parts.put("script", Html.script(Resource.text("calculator.js") + Resource.text("report.js")));
        return fill(Resource.text("report.html"), parts);
    }

    private static String libraries() {
        StringBuilder html = new StringBuilder();
        for (String name : List.of("vega", "vega-lite", "vega-embed")) {
            html.append(Html.script(Resource.library(name))).append('\n');
        }
        return html.toString();
    }

    /** What the calculator needs. */
    private static String law(Findings findings) {
        FittedLaw law = findings.law();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("coefficients", law.sparse());
        values.put("slope", findings.cost().slope());
        values.put("ranges", law.ranges());
        values.put("unit", findings.dataUnit());
        try {
            return new ObjectMapper().writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Records of numbers are always JSON", e);
        }
    }

    /** Fills in each place once; what is filled in is not looked at again. */
    private static String fill(String template, Map<String, String> parts) {
        return PLACE.matcher(template).replaceAll(place -> {
            String part = parts.get(place.group(1));
            if (part == null) {
                throw new IllegalStateException("The page has no part " + place.group(1));
            }
            return Matcher.quoteReplacement(part);
        });
    }
}

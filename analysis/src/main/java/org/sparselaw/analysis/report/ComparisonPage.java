package org.sparselaw.analysis.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page of several laws side by side, as one HTML file that needs no network. */
public final class ComparisonPage {
    private ComparisonPage() {}

    public static String html(Comparison comparison) {
        ComparisonTables tables = new ComparisonTables(comparison);
        Map<String, String> parts = new HashMap<>();
        parts.put("names", comparison.names().stream().map(Html::escape).collect(Collectors.joining(" and ")));
        parts.put("unit", comparison.dataUnit());
        parts.put("sparsities", tables.sparsities());
        parts.put("first", Html.escape(comparison.names().get(0)));
        parts.put("coefficients", tables.coefficients());
        parts.put("formula", Html.symbols(comparison.laws().get(0).law().formula()));
        parts.put("effective-size-table", tables.effectiveSizes());
        parts.put("quality", tables.quality());
        parts.put("provenance", provenance(comparison));
        parts.put("style", Resource.text("report.css"));
        parts.put("libraries", Page.libraries());
        parts.put("data", Page.figures(comparison.figures(), parts));
        parts.put("script", Page.script("figures.js", "page.js"));
        return Page.fill("comparison.html", parts);
    }

    private static String provenance(Comparison comparison) {
        List<Findings> laws = comparison.findings();
        StringBuilder html = new StringBuilder();
        for (int i = 0; i < laws.size(); i++) {
            html.append("<h3>").append(Html.escape(comparison.names().get(i))).append("</h3>");
            html.append(new FitTables(laws.get(i)).provenance());
        }
        return html.toString();
    }
}

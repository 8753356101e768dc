package org.sparselaw.analysis.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.Resamples;
import org.sparselaw.analysis.optimum.SparsityTable;

/** The report as one HTML file that needs no network: charts, tables, a calculator, and the library that draws the charts. */
public final class ReportPage {
    private ReportPage() {}

    public static String html(Findings findings) {
        SparsityTable table = SparsityTable.of(findings.law(), findings.cost());
        FitTables tables = new FitTables(findings);
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("study", Html.escape(findings.study()));
        parts.put("answer", Answer.sentence(findings, table));
        parts.put("caveats", Answer.caveats(findings, table));
        parts.put("formula", Html.symbols(findings.law().formula()));
        parts.put("unit", findings.fit().dataUnit());
        parts.put("runs-fitted", Integer.toString(findings.fit().points().size()));
        parts.put("sparsity-grid", SparsityGrid.html(findings.fit(), table));
        parts.put("quality", tables.quality());
        parts.put("coefficients", tables.coefficients());
        parts.put("resampling", tables.resampling());
        parts.put("effective-size-table", tables.effectiveSizes());
        parts.put("profiles", ProfileTable.html(findings.law()));
        parts.put(
                "with-intervals",
                findings.law().resamples().isPresent() ? ", with its " + Fit.PERCENT + " interval" : "");
        parts.put("mean-residuals", tables.meanResiduals());
        parts.put("held-out", tables.heldOut());
        parts.put("measured-against", new RivalTables(findings.law()).section());
        parts.put("runs", new RunRows(findings).html());
        parts.put("provenance", tables.provenance());
        parts.put("style", Resource.text("report.css"));
        parts.put("libraries", Page.libraries());
        String figures = Page.figures(Figures.of(findings).all(), parts);
        parts.put("data", figures + "\n" + Html.json("law", law(findings)));
        parts.put("script", Page.script("figures.js", "page.js", "calculator.js", "report.js"));
        return Page.fill("report.html", parts);
    }

    /** What the calculator needs. */
    private static String law(Findings findings) {
        FittedLaw law = findings.law();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("coefficients", law.sparse().toArray());
        values.put("resamples", law.resamples().map(ReportPage::encoded).orElse(""));
        values.put("confidence", Fit.CONFIDENCE);
        values.put("slope", findings.cost().slope());
        values.put("ranges", law.ranges());
        values.put("unit", findings.fit().dataUnit());
        try {
            return new ObjectMapper().writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Records of numbers are always JSON", e);
        }
    }

    /** Little-endian doubles in base 64, one resample after the other. */
    private static String encoded(Resamples resamples) {
        int doubles = resamples.coefficients().stream().mapToInt(c -> c.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(doubles * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        resamples.coefficients().forEach(c -> Arrays.stream(c).forEach(bytes::putDouble));
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}

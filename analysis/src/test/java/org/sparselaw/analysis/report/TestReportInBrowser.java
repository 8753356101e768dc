package org.sparselaw.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.analysis.optimum.SparsityPlan;
import org.sparselaw.analysis.optimum.SparsityTable;

/** Looks at reports in headless Chromium. */
class TestReportInBrowser {
    private static final List<String> CHARTS = List.of("contours", "fit", "residuals", "loss-by-size", "loss-by-data");

    /** Kept after the tests, for a look. */
    private static final Path PAGES = Path.of("target", "report");

    @TempDir
    private Path folder;

    @Test
    void drawsEveryRunInEveryChart() throws Exception {
        drawsEveryRunInEveryChart("small", Studies.small("small"));
    }

    @Test
    void drawsThePublishedTable() throws Exception {
        drawsEveryRunInEveryChart("t5", Studies.publishedT5());
    }

    private void drawsEveryRunInEveryChart(String page, Findings findings) throws Exception {
        String document = withoutScripts(document(page, ReportPage.html(findings)));

        assertThat(document).doesNotContain("could not be drawn");
        for (String id : CHARTS) {
            String chart = chart(document, id);
            assertThat(chart).as(id).contains("<svg").doesNotContain("NaN");
            Files.writeString(PAGES.resolve(page + "-" + id + ".svg"), svg(chart));
            assertThat(chart.split("aria-roledescription=\"point\"", -1))
                    .as("points of " + id)
                    .hasSize(findings.fitted().size() + 1);
        }
    }

    @Test
    void theCalculatorAgreesWithThePlans() throws Exception {
        Findings findings = Studies.small("calculator");
        List<SparsityPlan> plans = SparsityTable.of(findings.law(), findings.cost()).plans().stream()
                .flatMap(List::stream)
                .toList();
        String asked = new ObjectMapper()
                .writeValueAsString(plans.stream()
                        .map(p -> List.of(p.nonZeros(), p.budget()))
                        .toList());
        JsonNode answers = evaluate(findings, asked + ".map(([n, c]) => calculator.plan(n, c))");

        for (int i = 0; i < plans.size(); i++) {
            SparsityPlan plan = plans.get(i);
            JsonNode answer = answers.get(i);
            assertThat(answer.get("sparsity").asDouble()).isCloseTo(plan.sparsity(), within(1e-9));
            assertThat(answer.get("data").asDouble() / plan.data()).isCloseTo(1, within(1e-9));
            assertThat(answer.get("loss").asDouble()).isCloseTo(plan.loss(), within(1e-9));
            assertThat(answer.get("denseLoss").asDouble()).isCloseTo(plan.denseLoss(), within(1e-9));
            assertThat(answer.get("covered").asBoolean()).isEqualTo(plan.covered());
        }
    }

    @Test
    void theCalculatorReadsWhatPeopleWrite() throws Exception {
        JsonNode answers = evaluate(
                Studies.small("amounts"), "['20M', '1e18', ' 2.5 k', '.5b', '0', 'many', '-3'].map(t => amount(t))");

        assertThat(answers).map(JsonNode::asDouble).startsWith(2e7, 1e18, 2500.0, 5e8, 0.0);
        assertThat(answers.get(5).isNull()).isTrue();
        assertThat(answers.get(6).isNull()).isTrue();
    }

    @Test
    void sortsTheRunsByNumberWithThoseWithoutOneLast() throws Exception {
        JsonNode losses = evaluate(
                Studies.small("sorting"),
                "(document.querySelectorAll('.runs th button')[9].click(),"
                        + " [...document.querySelectorAll('.runs tbody tr')].map(row => row.cells[9].dataset.value))");

        List<String> texts = new ArrayList<>();
        losses.forEach(value -> texts.add(value.asText()));
        assertThat(texts.get(texts.size() - 1)).isEmpty();
        assertThat(texts.subList(0, texts.size() - 1).stream().map(Double::valueOf))
                .isSorted();
    }

    @Test
    void namesAreTextAndNothingElse() throws Exception {
        String name =
                "</script><script>document.title = 'owned'</script><img src=x onerror=\"document.title='owned'\">{{runs}}";
        String document = document("names", ReportPage.html(Studies.named(name)));

        assertThat(document)
                .contains("<title>&lt;/script&gt;&lt;script&gt;document.title = 'owned'")
                .doesNotContain("<title>owned");
        assertThat(withoutScripts(document)).doesNotContain("<img").doesNotContain("could not be drawn");
    }

    /** The value of a JavaScript expression in the page. */
    private JsonNode evaluate(Findings findings, String expression) throws Exception {
        String page = ReportPage.html(findings);
        int end = page.lastIndexOf("</body>");
        String html = page.substring(0, end) + "<script>document.body.dataset.answer = JSON.stringify(" + expression
                + ")</script>" + page.substring(end);
        String document = document(findings.study(), html);
        int start = document.indexOf("data-answer=\"") + "data-answer=\"".length();
        String answer = document.substring(start, document.indexOf('"', start));
        return new ObjectMapper().readTree(answer.replace("&quot;", "\""));
    }

    private String document(String page, String html) throws Exception {
        Files.createDirectories(PAGES);
        Path file = PAGES.resolve(page + ".html").toAbsolutePath();
        return new Browser(folder).document(Files.writeString(file, html));
    }

    private static String svg(String chart) {
        return chart.substring(chart.indexOf("<svg"), chart.indexOf("</svg>") + "</svg>".length());
    }

    private static String withoutScripts(String document) {
        return document.replaceAll("(?s)<script.*?</script>", "");
    }

    private static String chart(String document, String id) {
        int start = document.indexOf(" id=\"" + id + "\"");
        assertThat(start).as("%s is there", id).isPositive();
        return document.substring(start, document.indexOf("<figcaption>", start));
    }
}

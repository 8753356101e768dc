package org.sparselaw.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.optimum.SparsityPlan;
import org.sparselaw.analysis.optimum.SparsityTable;
import org.sparselaw.analysis.plan.SizePlan;

/** Looks at reports in headless Chromium, from file: addresses. */
class TestReportInBrowser {
    private static final int DESKTOP = 1200;
    private static final int PHONE = 390;

    /** Kept after the tests, for a look. */
    private static final Path PAGES = Path.of("target", "report");

    @TempDir
    private static Path folder;

    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void drawsEveryRunInEveryFigureWithoutAComplaintOrARequest() throws Exception {
        drawsEveryRunInEveryFigure("small", Studies.small("small"));
    }

    @Test
    void drawsThePublishedTable() throws Exception {
        drawsEveryRunInEveryFigure("t5", Studies.publishedT5());
    }

    private static void drawsEveryRunInEveryFigure(String name, Findings findings) throws Exception {
        Tab tab = open(name, ReportPage.html(findings), DESKTOP);

        for (Figure figure : Figures.of(findings).all()) {
            JsonNode points = tab.evaluate(
                    "document.querySelectorAll('#" + figure.id() + " svg .mark-symbol.role-mark > path').length");
            int expected = figure.id().equals("effective-sizes")
                    ? findings.fit().sparsities().size() - 1
                    : findings.fit().points().size();
            assertThat(points.asInt()).as("points of " + figure.id()).isEqualTo(expected);
        }
        assertThat(text(tab)).doesNotContain("could not be drawn", "NaN", "undefined");
        assertThat(tab.complaints()).isEmpty();
        assertThat(tab.requests()).isEmpty();
    }

    @Test
    void drawsLawsSideBySide() throws Exception {
        Comparison comparison = new Comparison(List.of(Studies.small("first"), Studies.small("second")));
        Tab tab = open("comparison", ComparisonPage.html(comparison), PHONE);

        assertThat(tab.evaluate("document.querySelectorAll('.chart svg .mark-line path').length")
                        .asInt())
                .isGreaterThanOrEqualTo(4);
        assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(PHONE);
        assertThat(tab.complaints()).isEmpty();
        assertThat(tab.requests()).isEmpty();
    }

    @Test
    void theCalculatorAgreesWithThePlansAndTheirIntervals() throws Exception {
        Findings findings = Studies.small("calculator");
        List<SparsityPlan> plans = SparsityTable.of(findings.law(), findings.cost()).plans().stream()
                .flatMap(List::stream)
                .toList();
        String asked = new ObjectMapper()
                .writeValueAsString(plans.stream()
                        .map(p -> List.of(p.nonZeros(), p.budget()))
                        .toList());
        JsonNode answers = open("calculator", ReportPage.html(findings), DESKTOP)
                .evaluate(asked + ".map(([n, c]) => calculator.plan(n, c))");

        for (int i = 0; i < plans.size(); i++) {
            SparsityPlan plan = plans.get(i);
            JsonNode answer = answers.get(i);
            assertThat(answer.get("sparsity").asDouble()).isCloseTo(plan.sparsity(), within(1e-9));
            assertThat(answer.get("data").asDouble() / plan.data()).isCloseTo(1, within(1e-9));
            assertThat(answer.get("loss").asDouble()).isCloseTo(plan.loss(), within(1e-9));
            assertThat(answer.get("denseLoss").asDouble()).isCloseTo(plan.denseLoss(), within(1e-9));
            assertThat(answer.get("covered").asBoolean()).isEqualTo(plan.covered());
            SizePlan expected = SizePlan.forNonZeros(findings.law(), findings.cost(), plan.nonZeros(), plan.budget());
            sameInterval(answer, "sparsity", expected.sparsity().interval().orElseThrow());
            sameInterval(answer, "data", expected.data().interval().orElseThrow());
            sameInterval(answer, "loss", expected.loss().interval().orElseThrow());
        }
    }

    private static void sameInterval(JsonNode answer, String name, Range expected) {
        JsonNode interval = answer.get("intervals").get(name);
        double tolerance = 1e-6 * Math.max(1, expected.high());
        assertThat(interval.get("low").asDouble()).isCloseTo(expected.low(), within(tolerance));
        assertThat(interval.get("high").asDouble()).isCloseTo(expected.high(), within(tolerance));
        assertThat(expected.high()).isGreaterThan(expected.low());
    }

    @Test
    void theCalculatorReadsAmountsAsPeopleWriteThem() throws Exception {
        JsonNode answers = open("amounts", ReportPage.html(Studies.small("amounts")), DESKTOP)
                .evaluate("['20M', '1.5e18', ' 250 k ', '3', '.5b', '-1', 'many', ''].map(amount)");

        assertThat(answers).hasToString("[20000000,1500000000000000000,250000,3,500000000,null,null,null]");
    }

    @Test
    void sortsTheRunsByNumberWithThoseWithoutOneLast() throws Exception {
        JsonNode losses = open("sorting", ReportPage.html(Studies.small("sorting")), DESKTOP)
                .evaluate("(document.querySelectorAll('.runs th button')[9].click(),"
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
        Tab tab = open("names", ReportPage.html(Studies.named(name)), DESKTOP);

        assertThat(tab.evaluate("document.title").asText()).startsWith("</script><script>document.title = 'owned'");
        assertThat(tab.evaluate("document.images.length").asInt()).isZero();
        assertThat(text(tab)).doesNotContain("could not be drawn");
    }

    @Test
    void nothingIsWiderThanAPhone() throws Exception {
        Tab tab = open("phone", ReportPage.html(Studies.small("phone")), PHONE);
        tab.screenshot(PAGES.resolve("phone.png"));

        assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(PHONE);
        assertThat(tab.evaluate("Math.max(...[...document.querySelectorAll('.chart svg')].map(svg => svg.clientWidth))")
                        .asInt())
                .isBetween(200, PHONE);
    }

    @Test
    void everyFigureHasWordsForThoseWhoDoNotSeeIt() throws Exception {
        JsonNode labels = open("words", ReportPage.html(Studies.small("words")), DESKTOP)
                .evaluate("[...document.querySelectorAll('.chart')].map(c => c.role + ': ' + c.ariaLabel)");

        assertThat(labels)
                .hasSize(6)
                .allSatisfy(label -> assertThat(label.asText()).matches("img: .{40,}"));
    }

    @Test
    void printsOnPaper() throws Exception {
        Tab tab = open("print", ReportPage.html(Studies.small("print")), DESKTOP);
        Path pdf = PAGES.resolve("print.pdf");
        tab.print(pdf);

        assertThat(Files.readAllBytes(pdf)).startsWith('%', 'P', 'D', 'F');
    }

    private static Tab open(String name, String html, int width) throws IOException {
        Files.createDirectories(PAGES);
        Path file = PAGES.resolve(name + ".html").toAbsolutePath();
        return browser.open(Files.writeString(file, html), width);
    }

    private static String text(Tab tab) throws IOException {
        return tab.evaluate("document.body.innerText").asText();
    }
}

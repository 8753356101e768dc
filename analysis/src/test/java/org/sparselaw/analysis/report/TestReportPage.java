package org.sparselaw.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.sparselaw.analysis.law.Comparisons;
import org.sparselaw.analysis.law.Comparisons.ComparedLaw;
import org.sparselaw.analysis.law.Comparisons.LargerRun;
import org.sparselaw.analysis.law.Comparisons.PublishedLaw;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.FittedLaw.Quality;
import org.sparselaw.analysis.law.HeldOut;
import org.sparselaw.analysis.law.LawForm;
import org.sparselaw.analysis.law.SparseCoefficients;

class TestReportPage {
    @Test
    void theSameFindingsGiveTheSameBytesInAnyLocale() {
        String first = ReportPage.html(Studies.small("small"));
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(new Locale("ar", "EG"));
            assertThat(ReportPage.html(Studies.small("small")).equals(first)).isTrue();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void asksTheNetworkForNothing() {
        String html = ReportPage.html(Studies.small("small"));

        assertThat(html).contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
        assertThat(ownParts(html)).doesNotContainPattern("(?i)\\s(src|href)=|@import|url\\(|https?:");
        assertThat(html.contains("sourceMappingURL")).isFalse();
    }

    @Test
    void saysHowTheBestSparsityChanges() {
        assertThat(ownParts(ReportPage.html(Studies.small("small"))))
                .containsPattern("The best sparsity for 49\\.\\d k non-zero parameters goes from <b>0\\.\\d\\d</b> to")
                .contains("as the budget grows from that of a dense model with 4 M to 16 M tokens");
    }

    @Test
    void saysWhenSparsityDoesNotPay() {
        SparseCoefficients useless = new SparseCoefficients(-2, 1, 30, 0.2, 2e7, 0.5, 1.6);

        assertThat(ownParts(ReportPage.html(Studies.withCoefficients(useless))))
                .contains("Sparsity does not pay in these runs")
                .contains("No sparsity is optimal anywhere here.");
    }

    @Test
    void saysWhenDenseIsBestEverywhere() {
        SparseCoefficients little = new SparseCoefficients(0.01, 1, 30, 0.2, 2e7, 0.5, 1.6);

        assertThat(ownParts(ReportPage.html(Studies.withCoefficients(little))))
                .contains("Dense training is best for every size and budget that these runs cover.");
    }

    @Test
    void namesTheCoefficientsThatTheRunsDoNotDetermine() {
        assertThat(ownParts(ReportPage.html(Studies.small("small"))))
                .contains("The runs do not determine every coefficient. <var>b</var><sub>D</sub>: 2 levels of D")
                .contains("<var>b</var><sub>D</sub> (not determined)");
    }

    @Test
    void showsHowLargeADenseModelAsGoodWouldBe() {
        // Values of the published T5 optimum: 1.772, 2.270 and 2.512 at S = .5, .75 and .875.
        SparseCoefficients t5 = new SparseCoefficients(
                10.710824, 1.344968385, 41.620832, 0.231682780, 6.7690796e8, 0.384638210, 0.830374750);

        assertThat(ownParts(ReportPage.html(Studies.withCoefficients(t5))))
                .contains("<th scope=\"row\">0.5</th><td>1.772 <var>N</var>")
                .contains("<th scope=\"row\">0.75</th><td>2.270 <var>N</var>")
                .contains("<th scope=\"row\">0.875</th><td>2.512 <var>N</var>");
    }

    @Test
    void showsHeldOutErrorsPublishedCoefficientsAndLargerRuns() {
        Findings small = Studies.small("small");
        LargerRun run = new LargerRun("large", 0.75, 2.8e7, 3.3e10, 1.48278, 1.45507, -0.01869);
        LargerRun worse = new LargerRun("large", 0.75, 2.8e7, 3.3e10, 1.48278, 1.46830, -0.00977);
        PublishedLaw published = new PublishedLaw(
                small.law().coefficients(), 7.6036e-6, new Quality(0.99, 0.0104, 0.02713), List.of(), List.of(worse));
        FittedLaw law = small.law()
                .withHeldOut(List.of(new HeldOut("largest N", 8, -0.012, 0.02)))
                .withComparisons(new Comparisons(
                        List.of(new ComparedLaw(
                                LawForm.CHINCHILLA, 5, 2e-5, 0.05, Optional.of(0.02), Optional.empty(), -310, -300)),
                        List.of(run),
                        Optional.of(published)));

        assertThat(ownParts(
                        ReportPage.html(new Findings("small", law, small.cost(), small.runs(), small.provenance()))))
                .contains("largest N</th><td>8</td><td>-1.20 %</td><td>2.00 %</td>")
                .contains("<h2>Measured against</h2>")
                .contains("chinchilla</th><td>5</td><td>2.000e-05</td><td>5.00 %</td><td>+2.00 %</td><td>–</td>")
                .contains("<td>7.604e-06</td>")
                .contains("<td>1.4828</td><td>1.4551</td><td>-1.87 %</td><td>-0.98 %</td>");
        assertThat(ownParts(ReportPage.html(small))).doesNotContain("Measured against");
    }

    @Test
    void listsRunsByTheSizeThatWasMeantThenBySparsity() {
        String rows = ownParts(ReportPage.html(Studies.small("small")));

        assertThat(Pattern.compile("</code></td><td class=\"number\" data-value=\"([\\d.]+)\">")
                        .matcher(rows)
                        .results()
                        .map(found -> found.group(1))
                        .limit(8))
                .containsExactly("0.0", "0.0", "0.5", "0.5", "0.75", "0.75", "0.875", "0.875");
    }

    @Test
    void showsDivergedRunsWithoutALossAndDoesNotDrawThem() {
        Findings small = Studies.small("small");
        String html = ownParts(ReportPage.html(small));

        assertThat(small.runs()).hasSize(25);
        assertThat(small.fit().points()).hasSize(24);
        assertThat(html).contains("<td data-value=\"diverged\">diverged</td>").contains("24 of 25");
        assertThat(html.split("<td data-value=\"finished\">", -1)).hasSize(24 + 1);
    }

    @Test
    void keepsUserTextInert() {
        String html = ReportPage.html(Studies.named("<b onclick=\"x()\">'&{{runs}}"));

        assertThat(ownParts(html))
                .doesNotContain("<b onclick")
                .contains("<h1>&lt;b onclick=&quot;x()&quot;&gt;&#39;&amp;{{runs}}</h1>");
        assertThat(html.contains("\"run\":\"<")).isFalse();
    }

    /** Without the libraries, which are long and say http in comments. */
    private static String ownParts(String html) {
        return html.substring(0, html.indexOf("<script"));
    }
}

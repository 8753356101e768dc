package org.sparselaw.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.law.SparseCoefficients;

class TestComparison {
    private static final Findings FIRST = Studies.small("first");
    private static final Findings SECOND =
            Studies.withCoefficients(new SparseCoefficients(12, 1.5, 22, 0.22, 2e7, 0.5, 1.6));

    @Test
    void aLawDoesNotDifferFromItself() {
        Comparison same = new Comparison(List.of(FIRST, Studies.small("again")));

        assertThat(same.sparsityDifference(1, 2e5, 1e13)).isZero();
        assertThat(same.sparsityDifferenceInterval(1, 2e5, 1e13)).contains(new Range(0, 0));
    }

    @Test
    void aDifferenceIsThatOfTheOptima() {
        Comparison comparison = new Comparison(List.of(FIRST, SECOND));

        assertThat(comparison.sparsityDifference(1, 2e5, 1e13))
                .isCloseTo(
                        SECOND.fit().optimum().sparsity(2e5, 1e13)
                                - FIRST.fit().optimum().sparsity(2e5, 1e13),
                        within(1e-12))
                .isPositive();
    }

    @Test
    void lawsOfOneNameAreNumbered() {
        assertThat(new Comparison(List.of(FIRST, SECOND, Studies.small("first"))).names())
                .containsExactly("first (1)", "small", "first (2)");
    }

    @Test
    void thePageHasEachLawsCoefficientsAndItsOwnColour() {
        Comparison comparison = new Comparison(List.of(FIRST, SECOND));
        String html = ComparisonPage.html(comparison);
        String own = html.substring(0, html.indexOf("<script"));

        assertThat(own)
                .contains("<h1>first and small</h1>")
                .containsPattern(
                        "<var>a</var><sub>S</sub></th><td>8\\.97\\d+</td><td>[\\d.]+ to [\\d.]+</td><td>12\\.000</td>")
                .contains("difference");
        assertThat(comparison.figures())
                .allSatisfy(figure -> assertThat(figure.svg())
                        .contains("#0072b2", "#d55e00", "first", "small")
                        .doesNotContain("NaN", "undefined", "Infinity"));
    }
}

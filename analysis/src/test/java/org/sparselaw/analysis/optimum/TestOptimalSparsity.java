package org.sparselaw.analysis.optimum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparselaw.analysis.law.SparseCoefficients;

/** The check values belong to the global optima of the published tables. */
class TestOptimalSparsity {
    private static final SparseCoefficients VIT = new SparseCoefficients(
            294.325861, 0.820988964, 468.065787, 0.392210771, 2.37412656e8, 0.889831871, 4.516636071);
    private static final SparseCoefficients T5 = new SparseCoefficients(
            10.710824, 1.344968385, 41.620832, 0.231682780, 6.7690796e8, 0.384638210, 0.830374750);

    private final OptimalSparsity vit = new OptimalSparsity(VIT, TrainingCost.GRADUAL);
    private final OptimalSparsity t5 = new OptimalSparsity(T5, TrainingCost.GRADUAL);

    @ParameterizedTest
    @CsvSource({"0, 8.70482e5, 2.57286e4", "0.5, 3.45682e6, 1.05779e6", "0.75, 1.35304e7, 3.60732e7"})
    void contoursOfThePublishedTables(double s, double forVit, double forT5) {
        assertThat(vit.contour(s)).isCloseTo(forVit, withinPercentage(1e-3));
        assertThat(t5.contour(s)).isCloseTo(forT5, withinPercentage(1e-3));
    }

    @Test
    void contoursAtTheHighestSparsity() {
        assertThat(vit.contour(0.875)).isCloseTo(5.23159e7, withinPercentage(1e-3));
        assertThat(t5.contour(0.875)).isCloseTo(1.05038e9, withinPercentage(1e-3));
    }

    @Test
    void denseComputeOptimalLine() {
        assertThat(vit.sparsityOnDenseOptimalLine()).isCloseTo(0.3513, within(5e-5));
        assertThat(t5.sparsityOnDenseOptimalLine()).isCloseTo(0.4267, within(5e-5));
    }

    @ParameterizedTest
    @CsvSource({"0.5, 1.596, 1.772", "0.75, 2.172, 2.270", "0.875, 2.634, 2.512"})
    void effectiveDenseSizes(double s, double forVit, double forT5) {
        assertThat(vit.effectiveDenseSize(s)).isCloseTo(forVit, within(5e-4));
        assertThat(t5.effectiveDenseSize(s)).isCloseTo(forT5, within(5e-4));
    }

    @Test
    void anEffectiveDenseSizeHasTheSameLoss() {
        double size = 3e7 * t5.effectiveDenseSize(0.75);
        assertThat(T5.loss(0, size, 1e10)).isCloseTo(T5.loss(0.75, 3e7, 1e10), within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"1e6, 1e18", "1e7, 1e19", "1e8, 3e21", "3e7, 3e18"})
    void noOtherSparsityIsBetter(double n, double flop) {
        double best = t5.sparsity(n, flop);
        double loss = lossAt(best, n, flop);
        for (double s = 0; s < 0.99; s += 0.01) {
            assertThat(lossAt(s, n, flop)).isGreaterThanOrEqualTo(loss - 1e-12);
        }
    }

    @Test
    void moreDataAsksForMoreSparsity() {
        assertThat(t5.sparsity(1e7, 1e19)).isGreaterThan(t5.sparsity(1e7, 1e18));
        assertThat(t5.sparsity(1e7, 1e14)).isZero();
    }

    @Test
    void theBudgetOfASparsityMakesItOptimal() {
        assertThat(vit.sparsity(5e6, vit.budget(0.6, 5e6))).isCloseTo(0.6, within(1e-12));
    }

    @Test
    void theClosedFormAgreesWithBisectionAtDenseCost() {
        OptimalSparsity dense = new OptimalSparsity(T5, TrainingCost.DENSE);
        double expected = dense.sparsity(2e7, 1e20);
        assertThat(expected).isStrictlyBetween(0.1, 0.9);
        assertThat(dense.sparsityAtDenseCost(2e7, 1e20)).isCloseTo(expected, within(1e-12));
        assertThat(dense.sparsityAtDenseCost(2e7, 1e12)).isZero();
    }

    @Test
    void aLawInWhichSparsityHurtsHasNone() {
        SparseCoefficients hurt = new SparseCoefficients(-1, 1, 40, 0.2, 1e8, 0.4, 1);
        OptimalSparsity optimum = new OptimalSparsity(hurt, TrainingCost.GRADUAL);
        assertThat(optimum.helps()).isFalse();
        assertThat(optimum.sparsity(1e6, 1e25)).isZero();
        assertThat(optimum.sparsityAtDenseCost(1e6, 1e25)).isZero();
    }

    @Test
    void theLogarithmicLimitStaysFinite() {
        SparseCoefficients log = new SparseCoefficients(10, 1.3, 40, 0.2, 1e300, 0.01, -50);
        double s = new OptimalSparsity(log, TrainingCost.GRADUAL).sparsity(1e6, 1e17);
        assertThat(s).isBetween(0.0, 1.0);
    }

    private static double lossAt(double s, double n, double flop) {
        return T5.loss(s, n, TrainingCost.GRADUAL.data(s, n, flop));
    }
}

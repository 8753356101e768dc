package org.sparselaw.analysis.optimum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.plan.Laws;

/** Expected values: scipy's Nelder-Mead over ln N and ln(1-S) of the law itself, for the optima of the published tables. */
class TestComputeOptimal {
    private static final SparseCoefficients VIT = new SparseCoefficients(
            294.325861, 0.820988964, 468.065787, 0.392210771, 2.37412656e8, 0.889831871, 4.516636071);
    private static final SparseCoefficients T5 = Laws.T5;

    @ParameterizedTest
    @CsvSource({
        "vit, 1e20, .375, 0.5034619, 2.1827487e9, 1.1607329",
        "vit, 1e20, .2, 0.6647241, 2.0423866e9, 1.3881178",
        "t5, 1e20, .375, 0.4936333, 5.494410e8, 1.2885755",
        "t5, 1e23, .375, 0.4936333, 4.094336e10, 1.2885755",
        "t5, 1e20, 1, 0.1460556, 7.009462e8, 1.0146328"
    })
    void findsWhatAJointSearchFinds(String table, double flop, double slope, double s, double n, double ratio) {
        ComputeOptimal optimum = new ComputeOptimal(table.equals("t5") ? T5 : VIT, new TrainingCost(slope));
        assertThat(optimum.sparsity()).isCloseTo(s, within(1e-6));
        assertThat(optimum.nonZeros(flop)).isCloseTo(n, withinPercentage(1e-3));
        assertThat(optimum.denseBudgetRatio()).isCloseTo(ratio, within(1e-6));
        assertThat(optimum.runsAway()).isFalse();
    }

    @Test
    void theDenseSizeIsThatOfTheDenseLaw() {
        ComputeOptimal vit = new ComputeOptimal(VIT, TrainingCost.GRADUAL);
        assertThat(vit.nonZeros(0, 1e20)).isCloseTo(3.153248e9, withinPercentage(1e-3));
    }

    @Test
    void sparsityThatCostsAsMuchAsTheDenseModelHelpsImagesNot() {
        ComputeOptimal vit = new ComputeOptimal(VIT, TrainingCost.DENSE);
        assertThat(vit.sparsity()).isZero();
        assertThat(vit.denseBudgetRatio()).isEqualTo(1);
    }

    @Test
    void theRatioIsTheEffectiveSizeOverTheCost() {
        ComputeOptimal t5 = new ComputeOptimal(T5, TrainingCost.GRADUAL);
        double size = new OptimalSparsity(T5, TrainingCost.GRADUAL).effectiveDenseSize(t5.sparsity());
        assertThat(t5.denseBudgetRatio())
                .isCloseTo(size / TrainingCost.GRADUAL.multiplier(t5.sparsity()), within(1e-12));
    }

    @Test
    void aLawWithoutAnEndToSparsityIsNamed() {
        SparseCoefficients negative = new SparseCoefficients(60, 0.5, -2, 0.3, 4e4, 0.45, 2.1);
        assertThat(new ComputeOptimal(negative, TrainingCost.GRADUAL).runsAway())
                .isTrue();
    }

    @Test
    void theLogarithmicLimitStaysFinite() {
        SparseCoefficients log = new SparseCoefficients(10, 1.3, 40, 0.2, 1e300, 0.01, -50);
        assertThat(new ComputeOptimal(log, TrainingCost.GRADUAL).nonZeros(1e20)).isFinite();
    }
}

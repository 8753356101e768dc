package org.sparselaw.analysis.optimum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparselaw.analysis.law.LawForm;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.plan.Laws;

class TestLowestLoss {
    private static final SparseCoefficients T5 = Laws.T5;

    /** Expected values: scipy's bounded Brent around the lowest of 100,001 points. */
    @ParameterizedTest
    @CsvSource({
        "1e20, .375, 0.2538255",
        "1e18, .375, 0.5625111",
        "1e23, .375, 0.1543230",
        "1e20, 1, 0.1460556",
        "1e18, 1, 0.1460556"
    })
    void sparsityForADenseSize(double flop, double slope, double expected) {
        LowestLoss search = new LowestLoss(LawForm.SPARSE.law(), T5.toArray(), new TrainingCost(slope));
        assertThat(search.sparsityForDenseSize(1e8, flop)).isCloseTo(expected, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"1e6, 1e18", "1e7, 1e19", "3e7, 3e18", "1e7, 1e14"})
    void searchAndClosedFormAgree(double n, double flop) {
        double closed = new OptimalSparsity(T5, TrainingCost.GRADUAL).sparsity(n, flop);
        LowestLoss search = new LowestLoss(LawForm.SPARSE.law(), T5.toArray(), TrainingCost.GRADUAL);
        assertThat(search.sparsityForNonZeros(n, flop)).isCloseTo(closed, within(1e-6));
    }

    @Test
    void aLawBlindToSparsityWantsNone() {
        double[] dense = {52, 0.23, 6.8e8, 0.38, 0.83};
        LowestLoss search = new LowestLoss(LawForm.CHINCHILLA.law(), dense, TrainingCost.GRADUAL);
        assertThat(search.sparsityForNonZeros(1e7, 1e20)).isZero();
    }

    /** At a fixed budget this law knows only the mean size M = N c_mul(S), so S_opt brings M to its compute-optimal value. */
    @Test
    void theAverageLawGrowsTheMeanSizeToItsOptimum() {
        double[] average = {52, 0.23, 6.8e8, 0.38, 0.83};
        LowestLoss search = new LowestLoss(LawForm.AVERAGE.law(), average, TrainingCost.GRADUAL);
        double optimal = Math.pow(0.23 * 52 / 0.38 * Math.pow(1e20 / (6 * 6.8e8), 0.38), 1 / 0.61);
        double s = search.sparsityForNonZeros(optimal / 1.375, 1e20);
        assertThat(s).isCloseTo(0.5, within(1e-6));
    }
}

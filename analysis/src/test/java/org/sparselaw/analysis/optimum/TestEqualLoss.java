package org.sparselaw.analysis.optimum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.plan.Laws;

/** Expected values: scipy's Brent root of the law in ln D. */
class TestEqualLoss {
    private static final SparseCoefficients T5 = Laws.T5;

    private final EqualLoss equalLoss = new EqualLoss(T5);

    @Test
    void dataForALoss() {
        assertThat(equalLoss.data(0.75, 2e7, 2.0)).isCloseTo(17059041704.77, withinPercentage(1e-6));
    }

    @Test
    void dataToBeAsGoodAsADenseModel() {
        assertThat(equalLoss.dataLikeDense(0.75, 2e7, 3e7, 1e10)).isCloseTo(5600032406.77, withinPercentage(1e-6));
        assertThat(equalLoss.dataLikeDense(0, 3e7, 3e7, 1e10)).isCloseTo(1e10, withinPercentage(1e-9));
    }

    @Test
    void whatNoDataReachIsInfinite() {
        assertThat(equalLoss.data(0.75, 2e7, 0.83)).isInfinite();
        assertThat(equalLoss.dataLikeDense(0, 1e6, 1e9, 1e13)).isInfinite();
    }
}

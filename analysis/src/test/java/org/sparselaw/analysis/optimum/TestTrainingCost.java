package org.sparselaw.analysis.optimum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TestTrainingCost {
    @Test
    void thePapersScheduleCostsFiveEighthsPlusThreeEighthsOverDensity() {
        assertThat(TrainingCost.GRADUAL.multiplier(0)).isEqualTo(1);
        assertThat(TrainingCost.GRADUAL.multiplier(0.5)).isEqualTo(1.375);
        assertThat(TrainingCost.GRADUAL.multiplier(0.75)).isEqualTo(2.125);
        assertThat(TrainingCost.GRADUAL.multiplier(0.875)).isEqualTo(3.625);
    }

    @Test
    void aRampCostsTheMeanOfItsDensities() {
        TrainingCost cost = TrainingCost.gradual(0.1, 0.8, 2);
        int steps = 100_000;
        double density = 0;
        for (int i = 0; i < steps; i++) {
            double p = Math.min(1, Math.max(0, ((i + 0.5) / steps - 0.1) / 0.7));
            density += (1 - 0.6 * (1 - Math.pow(1 - p, 2))) / steps;
        }
        assertThat(cost.multiplier(0.6)).isCloseTo(density / 0.4, within(1e-8));
    }

    @Test
    void denseTrainingCostsWhatThePrunedModelCosts() {
        assertThat(TrainingCost.DENSE.multiplier(0.75)).isEqualTo(4);
        assertThat(TrainingCost.DENSE.flop(0.75, 1e6, 1e9)).isEqualTo(6 * 4e6 * 1e9);
    }

    @Test
    void aBudgetPaysForTheDataThatCostsIt() {
        double data = TrainingCost.GRADUAL.data(0.75, 2e6, 1e18);
        assertThat(TrainingCost.GRADUAL.flop(0.75, 2e6, data)).isCloseTo(1e18, within(1e4));
    }

    @Test
    void aRampThatEndsBeforeItBeginsIsRefused() {
        assertThatThrownBy(() -> TrainingCost.gradual(0.75, 0.25, 3))
                .hasMessageContaining("from 0.75 to 0.25")
                .hasMessageContaining("0 <= start <= end <= 1");
    }
}

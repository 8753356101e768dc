package org.sparselaw.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TestLearningRate {
    @Test
    void cosineLinearAndConstantByHand() {
        assertThat(rates(new Cosine(.4, 4)))
                .containsExactly(new double[] {.4, .2 + Math.sqrt(.02), .2, .2 - Math.sqrt(.02), 0}, within(1e-15));
        assertThat(rates(new Linear(.4, 4))).containsExactly(new double[] {.4, .3, .2, .1, 0}, within(1e-15));
        assertThat(rates(new Flat(.4))).containsExactly(.4, .4, .4, .4, .4);
    }

    @Test
    void bothEndsAreLinear() {
        Ends ends = new Ends(4, 2, 10);
        double[] expected = {.25, .5, .75, 1, 1, 1, 1, 1, 1, .5};
        for (int step = 0; step < expected.length; step++) {
            assertThat(ends.at(step)).isEqualTo(expected[step]);
        }
        assertThat(new Ends(0, 0, 10).at(0)).isEqualTo(1);
    }

    private static double[] rates(LearningRate rate) {
        double[] rates = new double[5];
        for (int step = 0; step < rates.length; step++) {
            rates[step] = rate.at(step);
        }
        return rates;
    }
}

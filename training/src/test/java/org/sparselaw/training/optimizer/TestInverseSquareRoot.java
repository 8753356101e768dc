package org.sparselaw.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TestInverseSquareRoot {
    @Test
    void theT5DefaultIsOneOverTheRootOfTheStep() {
        InverseSquareRoot t5 = new InverseSquareRoot(.01, 10_000);
        for (long step : new long[] {0, 9_999, 10_000, 40_000, 250_000}) {
            assertThat(t5.at(step)).isCloseTo(1 / Math.sqrt(Math.max((double) step, 10_000)), within(1e-15));
        }
    }

    @Test
    void aShortRunSeesTheSameCurveAtItsOwnScale() {
        InverseSquareRoot shorter = InverseSquareRoot.over(1_000, .01, .04);
        InverseSquareRoot longer = InverseSquareRoot.over(250_000, .01, .04);
        assertThat(shorter).isEqualTo(new InverseSquareRoot(.01, 40));
        assertThat(longer).isEqualTo(new InverseSquareRoot(.01, 10_000));
        assertThat(shorter.at(160)).isEqualTo(.005).isEqualTo(longer.at(40_000));
    }

    @Test
    void theConstantPhaseOfALongRunStaysThatOfT5() {
        assertThat(InverseSquareRoot.over(1_000_000, .01, .04).constantSteps()).isEqualTo(10_000);
    }
}

package org.sparselaw.analysis.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values: scipy's quadrature of the Huber loss, and of psi^2, over the normal density. */
class TestNoiseLevel {
    @ParameterizedTest
    @CsvSource({
        "5.104169820335234e-06, .001, .007",
        "4.246602166562293e-05, .01, .01",
        "1.9999999226268195e-06, .01, .002"
    })
    void theNormalResidualsWithThatHuberLoss(double meanHuber, double delta, double sigma) {
        assertThat(NoiseLevel.standardDeviation(meanHuber, delta)).isCloseTo(sigma, withinPercentage(1e-5));
    }

    @ParameterizedTest
    @CsvSource({"1e-4, 1.5707127778", ".5, 1.2625416081", "1.345, 1.0526312912", "3, 1.0004017476"})
    void whatAHuberEstimatorLosesOfANormalResidual(double k, double expected) {
        assertThat(NoiseLevel.inefficiency(k)).isCloseTo(expected, within(1e-8));
    }

    @Test
    void aPerfectFitHasNoNoise() {
        assertThat(NoiseLevel.standardDeviation(0, 0.001)).isZero();
    }
}

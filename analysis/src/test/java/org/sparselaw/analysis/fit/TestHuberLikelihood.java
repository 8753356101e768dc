package org.sparselaw.analysis.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestHuberLikelihood {
    @Test
    void residualsFarWithinDeltaAreNormal() {
        // The maximum of a normal likelihood: -n/2 (ln(2 pi sigma^2) + 1), here sigma^2 = 2e-6 delta^2, delta = .1.
        double variance = 2e-6 * 0.01;
        HuberLikelihood likelihood = new HuberLikelihood(1e-6, 0.1, 50, 5);
        double expected = -25 * (Math.log(2 * Math.PI * variance) + 1);
        assertThat(likelihood.logLikelihood()).isCloseTo(expected, within(1e-6));
        assertThat(likelihood.aic()).isCloseTo(12 - 2 * expected, within(1e-6));
        assertThat(likelihood.bic()).isCloseTo(6 * Math.log(50) - 2 * expected, within(1e-6));
    }

    @Test
    void residualsFarBeyondDeltaAreLaplace() {
        // The maximum of a Laplace likelihood: -n (ln(2 b) + 1), b = mean |r|; rho(t) = |t| - 1/2.
        HuberLikelihood likelihood = new HuberLikelihood(1e6 - 0.5, 1e-3, 50, 5);
        assertThat(likelihood.logLikelihood()).isCloseTo(-50 * (Math.log(2e3) + 1), withinPercentage(1e-4));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 1, 7})
    void itIsTheHighestOfDensitiesThatIntegrateToOne(double mean) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double t = 0.1; t < 20; t *= 1.05) {
            double integral = 0;
            for (double x = -400; x < 400; x += 0.01) {
                integral += 0.01 * Math.exp(-rho(x) / t);
            }
            highest = Math.max(highest, -mean / t - Math.log(integral));
        }
        assertThat(new HuberLikelihood(mean, 1, 1, 0).logLikelihood()).isCloseTo(highest, within(1e-3));
    }

    private static double rho(double x) {
        return Math.abs(x) <= 1 ? x * x / 2 : Math.abs(x) - 0.5;
    }
}

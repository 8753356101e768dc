package org.sparselaw.analysis.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TestBeliefs {
    /**
     * The line y = a + b x with independent a, b of variance 1: the target b. One measurement at x, noise variance 1/4, leaves
     * 1 - x^2 / (1 + x^2 + 1/4) of its variance; a second one at -x is worked out by hand from the 2 x 2 inverse.
     */
    @Test
    void ofALinearModelTheVarianceIsThatOfBayes() {
        double[][] points = exactNormals(4000);
        double[] slope = points[1];
        double x = 2;
        double[][] losses = {line(points, x), line(points, -x)};
        Beliefs beliefs = Beliefs.of(slope, losses, 0.5 * Math.sqrt(kept()));
        double before = beliefs.targetVariance();
        assertThat(beliefs.after(0).targetVariance() / before).isCloseTo(1 - 4 / 5.25, within(0.02));
        // Information 1 + 2 x^2 / .25 about b, and nothing about a is mixed in.
        assertThat(beliefs.after(0).after(1).targetVariance() / before).isCloseTo(1 / 33.0, within(0.003));
    }

    @Test
    void theOrderOfTheMeasurementsDoesNotMatter() {
        double[][] points = exactNormals(500);
        Beliefs beliefs = Beliefs.of(points[1], new double[][] {line(points, 3), line(points, 1)}, 0.4);
        assertThat(beliefs.after(0).after(1).targetVariance())
                .isCloseTo(beliefs.after(1).after(0).targetVariance(), withinPercentage(1e-9));
    }

    @Test
    void oneWildResampleChangesLittle() {
        double[][] points = exactNormals(500);
        double[][] losses = {line(points, 3)};
        double expected = Beliefs.of(points[1], losses, 0.4).after(0).targetVariance();
        double[] wild = points[1].clone();
        wild[7] = 1e30;
        assertThat(Beliefs.of(wild, losses, 0.4).after(0).targetVariance()).isCloseTo(expected, withinPercentage(20));
    }

    /** Variance of a standard normal variable whose values beyond its 2.5 % and 97.5 % quantiles count as these. */
    private static double kept() {
        double z = 1.959964;
        double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
        return 0.95 - 2 * z * density + 0.05 * z * z;
    }

    private static double[][] exactNormals(int count) {
        Random random = new Random(3);
        double[][] points = new double[2][count];
        for (double[] row : points) {
            for (int i = 0; i < count; i++) {
                row[i] = random.nextGaussian();
            }
        }
        return points;
    }

    private static double[] line(double[][] points, double x) {
        double[] y = new double[points[0].length];
        Arrays.setAll(y, i -> points[0][i] + x * points[1][i]);
        return y;
    }
}

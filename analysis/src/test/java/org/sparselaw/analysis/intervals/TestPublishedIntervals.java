package org.sparselaw.analysis.intervals;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.sparselaw.analysis.fit.FitObjective;
import org.sparselaw.analysis.fit.LawFit;
import org.sparselaw.analysis.fit.Tables;
import org.sparselaw.analysis.law.LawForm;
import org.sparselaw.analysis.law.Residual;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.optimum.OptimalSparsity;
import org.sparselaw.analysis.optimum.TrainingCost;
import org.sparselaw.analysis.runs.RunTable;

/**
 * The pair-bootstrap intervals of the published tables, against those of an independent program, 1000 resamples each. The share
 * of 1000 resamples below a 2.5 % point has a standard deviation of sqrt(.025 .975/1000) = .49 %, the difference of two such
 * shares .70 %. So the other program's end must lie between our .4 % and 4.6 % points (97.5 %: 95.4 % and 99.6 %), three
 * standard deviations off, give or take the rounding of its printed digits.
 */
class TestPublishedIntervals {
    private static final double THREE_DEVIATIONS = 0.021;

    @Test
    void vit() throws IOException {
        List<double[]> resamples = pairs(Tables.publishedVit(), new FitObjective(Residual.PLAIN, 1e-2));
        new Quantity(resamples, c -> c[1]).assertInterval(0.66, 0.99, 0.005);
        new Quantity(resamples, c -> c[3]).assertInterval(0.347, 0.416, 0.0005);
        new Quantity(resamples, c -> c[5]).assertInterval(0.67, 1.12, 0.005);
        new Quantity(resamples, c -> c[6]).assertInterval(4.27, 4.64, 0.005);
        new Quantity(resamples, Quantity::optimalSparsity).assertInterval(0.322, 0.388, 0.0005);
    }

    @Test
    void t5() throws IOException {
        List<double[]> resamples = pairs(Tables.publishedT5(), new FitObjective(Residual.LOG, 1e-3));
        new Quantity(resamples, c -> c[1]).assertInterval(1.13, 1.68, 0.005);
        new Quantity(resamples, c -> c[3]).assertInterval(0.189, 0.255, 0.0005);
        // The lower ends are the logarithmic limit; how far a fit follows it is a matter of the smallest exponent
        // allowed.
        Quantity exponent = new Quantity(resamples, c -> c[5]);
        assertThat(exponent.quantile(0.025)).isLessThan(0.05);
        exponent.assertEnd(0.975, 0.90, 0.005);
        Quantity constant = new Quantity(resamples, c -> c[6]);
        assertThat(constant.quantile(0.025)).isLessThan(-5);
        constant.assertEnd(0.975, 1.05, 0.005);
        // Without resamples in the logarithmic limit, where S_opt hangs on the smallest exponent allowed: with them its
        // lower end is .381.
        List<double[]> finite = resamples.stream().filter(c -> c[5] > 0.05).toList();
        new Quantity(finite, Quantity::optimalSparsity).assertInterval(0.387, 0.458, 0.0005);
    }

    private static List<double[]> pairs(RunTable table, FitObjective objective) {
        return new Bootstrap(
                        LawForm.SPARSE,
                        table.observations(),
                        objective,
                        LawFit.fit(table, objective).values(),
                        new IntervalSettings(ResampleMethod.PAIR, 1000, false, 0.95, 1, 10))
                .coefficients();
    }

    private static final class Quantity {
        private final double[] rising;

        Quantity(List<double[]> resamples, ToDoubleFunction<double[]> quantity) {
            rising = resamples.stream().mapToDouble(quantity).sorted().toArray();
        }

        static double optimalSparsity(double[] coefficients) {
            return new OptimalSparsity(SparseCoefficients.of(coefficients), TrainingCost.GRADUAL)
                    .sparsityOnDenseOptimalLine();
        }

        double quantile(double probability) {
            return rising[(int) Math.round(probability * (rising.length - 1))];
        }

        void assertInterval(double low, double high, double rounding) {
            assertEnd(0.025, low, rounding);
            assertEnd(0.975, high, rounding);
        }

        void assertEnd(double probability, double expected, double rounding) {
            assertThat(expected)
                    .isBetween(
                            quantile(probability - THREE_DEVIATIONS) - rounding,
                            quantile(probability + THREE_DEVIATIONS) + rounding);
        }
    }
}

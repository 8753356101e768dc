package org.sparselaw.analysis.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparselaw.analysis.law.Residual;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.runs.Observation;

class TestObjective {
    private static final SparseCoefficients LAW = new SparseCoefficients(10, 1.2, 40, 0.25, 5e8, 0.4, 0.8);
    private static final double[] AT = {0.3, 0.1, 1.1, -1.3, -0.9, -0.8, 0.7};
    private static final double STEP = 1e-5;

    private final Sample sample = new Sample(
            Tables.exact(LAW, new double[] {0, 0.5, 0.875}, new double[] {1e6, 1e7, 1e8}, new double[] {1e9, 1e10}, 0)
                    .observations());

    @ParameterizedTest
    @EnumSource
    void gradientIsThatOfTheValue(Residual residual) {
        // delta .3 puts points on both branches of the Huber loss.
        Objective objective = new Objective(sample, new FitObjective(residual, 0.3));
        double[] gradient = objective.evaluate(AT).gradient();
        for (int i = 0; i < AT.length; i++) {
            double difference = objective.evaluate(moved(i, STEP)).value()
                    - objective.evaluate(moved(i, -STEP)).value();
            assertThat(gradient[i]).isCloseTo(difference / (2 * STEP), within(1e-7));
        }
    }

    @ParameterizedTest
    @EnumSource
    void hessianIsThatOfTheGradient(Residual residual) {
        Objective objective = new Objective(sample, new FitObjective(residual, 0.3));
        double[][] hessian = objective.evaluate(AT).hessian();
        for (int i = 0; i < AT.length; i++) {
            double[] up = objective.evaluate(moved(i, STEP)).gradient();
            double[] down = objective.evaluate(moved(i, -STEP)).gradient();
            for (int j = 0; j < AT.length; j++) {
                assertThat(hessian[i][j]).isCloseTo((up[j] - down[j]) / (2 * STEP), within(1e-6));
            }
        }
    }

    @Test
    void bothBranchesOfTheHuberLossByHand() {
        // Only c is not zero: every prediction is c = 2 and A_D vanishes.
        double[] constant = {0, 0, 0, 0, -800, 0, 2};
        Sample two = new Sample(List.of(new Observation("a", 0, 1e6, 1e9, 1.5), new Observation("b", 0, 1e6, 1e9, 6)));
        Objective objective = new Objective(two, new FitObjective(Residual.PLAIN, 1));
        // Residuals .5 and -4: (.125 + 3.5) / 2.
        assertThat(objective.evaluate(constant).value()).isCloseTo(1.8125, within(1e-12));
        assertThat(objective.evaluate(constant).gradient()[SparseModel.C]).isCloseTo((0.5 - 1) / 2, within(1e-12));
    }

    @Test
    void aPredictedLossBelowZeroHasNoLogarithm() {
        double[] negative = {0, 0, 0, 0, -800, 0, -2};
        Objective log = new Objective(sample, new FitObjective(Residual.LOG, 1e-3));
        assertThat(log.evaluate(negative).value()).isInfinite();
    }

    @Test
    void parametersGiveTheLossOfTheirCoefficients() {
        double[][] hessian = new double[SparseModel.SIZE][SparseModel.SIZE];
        double predicted = SparseModel.evaluate(AT, sample, 4, new double[SparseModel.SIZE], hessian);
        SparseCoefficients normalized = SparseModel.coefficients(AT);
        double s = 1 - Math.exp(sample.logDensity(4));
        double expected = normalized.loss(s, Math.exp(sample.logNonZeros(4)), Math.exp(sample.logData(4)));
        assertThat(predicted).isCloseTo(expected, within(1e-12));
    }

    private static double[] moved(int parameter, double by) {
        double[] moved = AT.clone();
        moved[parameter] += by;
        return moved;
    }
}

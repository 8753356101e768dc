package org.sparselaw.analysis.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparselaw.analysis.law.LawForm;
import org.sparselaw.analysis.law.Residual;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.law.SparseLaw;
import org.sparselaw.analysis.runs.Observation;

class TestObjective {
    private static final SparseCoefficients LAW = new SparseCoefficients(10, 1.2, 40, 0.25, 5e8, 0.4, 0.8);
    private static final double STEP = 1e-5;

    private final List<Observation> observations = Tables.exact(
                    LAW, new double[] {0, 0.5, 0.875}, new double[] {1e6, 1e7, 1e8}, new double[] {1e9, 1e10}, 0)
            .observations();

    static Stream<Arguments> laws() {
        return Stream.of(LawForm.values())
                .flatMap(form -> Stream.of(Residual.values()).map(residual -> Arguments.of(form, residual)));
    }

    @ParameterizedTest
    @MethodSource("laws")
    void gradientIsThatOfTheValue(LawForm form, Residual residual) {
        // delta .3 puts points on both branches of the Huber loss, and the weights count some of them more than others.
        FitProblem problem = weighted(form, residual);
        double[] at = at(form);
        double[] gradient = problem.evaluate(at).gradient();
        for (int i = 0; i < at.length; i++) {
            double difference = problem.evaluate(moved(at, i, STEP)).value()
                    - problem.evaluate(moved(at, i, -STEP)).value();
            assertThat(gradient[i]).isCloseTo(difference / (2 * STEP), within(1e-7));
        }
    }

    @ParameterizedTest
    @MethodSource("laws")
    void hessianIsThatOfTheGradient(LawForm form, Residual residual) {
        FitProblem problem = weighted(form, residual);
        double[] at = at(form);
        double[][] hessian = problem.evaluate(at).hessian();
        for (int i = 0; i < at.length; i++) {
            double[] up = problem.evaluate(moved(at, i, STEP)).gradient();
            double[] down = problem.evaluate(moved(at, i, -STEP)).gradient();
            for (int j = 0; j < at.length; j++) {
                assertThat(hessian[i][j]).isCloseTo((up[j] - down[j]) / (2 * STEP), within(1e-6));
            }
        }
    }

    @Test
    void bothBranchesOfTheHuberLossByHand() {
        // Only c is not zero: every prediction is c = 2, for the slope of D vanishes.
        double[] constant = {0, 0, 0, 0, -800, 0, 2};
        FitProblem two = FitProblem.of(
                new SparseLaw(),
                List.of(new Observation("a", 0, 1e6, 1e9, 1.5), new Observation("b", 0, 1e6, 1e9, 6)),
                new FitObjective(Residual.PLAIN, 1));
        // Residuals .5 and -4: (.125 + 3.5) / 2.
        assertThat(two.evaluate(constant).value()).isCloseTo(1.8125, within(1e-12));
        assertThat(two.evaluate(constant).gradient()[6]).isCloseTo((0.5 - 1) / 2, within(1e-12));
        // The first counted three times, the second not at all; then other losses, with residuals 1 and .5.
        assertThat(two.weighted(new double[] {3, 0}).value(constant)).isCloseTo(0.125, within(1e-12));
        assertThat(two.withLosses(new double[] {1, 1.5}).value(constant)).isCloseTo((0.5 + 0.125) / 2, within(1e-12));
    }

    @Test
    void aPredictedLossBelowZeroHasNoLogarithm() {
        double[] negative = {0, 0, 0, 0, -800, 0, -2};
        FitProblem log = FitProblem.of(new SparseLaw(), observations, new FitObjective(Residual.LOG, 1e-3));
        assertThat(log.evaluate(negative).value()).isInfinite();
    }

    @ParameterizedTest
    @EnumSource
    void parametersGiveTheLossOfTheirCoefficients(LawForm form) {
        FitProblem problem = FitProblem.of(form.law(), observations, new FitObjective(Residual.PLAIN, 1e6));
        double[] coefficients = problem.coefficients(at(form));
        double expected = observations.stream()
                .mapToDouble(o -> form.law().loss(coefficients, o.sparsity(), o.nonZeros(), o.data()) - o.loss())
                .map(r -> r * r / 2)
                .average()
                .orElseThrow();
        assertThat(problem.value(at(form))).isCloseTo(expected, within(1e-12));
        assertThat(problem.parameters(coefficients)).containsExactly(at(form), within(1e-12));
    }

    private FitProblem weighted(LawForm form, Residual residual) {
        double[] weights = new double[observations.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i % 4;
        }
        return FitProblem.of(form.law(), observations, new FitObjective(residual, 0.3))
                .weighted(weights);
    }

    private static double[] at(LawForm form) {
        return form == LawForm.SPARSE
                ? new double[] {0.3, 0.1, 0.4, -1.3, -0.9, -0.8, 3}
                : new double[] {0.4, -1.3, -0.9, -0.8, 3};
    }

    private static double[] moved(double[] at, int parameter, double by) {
        double[] moved = at.clone();
        moved[parameter] += by;
        return moved;
    }
}

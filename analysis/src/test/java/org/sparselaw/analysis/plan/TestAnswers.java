package org.sparselaw.analysis.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.law.LawForm;
import org.sparselaw.analysis.law.Resamples;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.optimum.OptimalSparsity;
import org.sparselaw.analysis.optimum.TrainingCost;
import org.sparselaw.job.DataException;

class TestAnswers {
    private static final TrainingCost COST = TrainingCost.GRADUAL;

    private static FittedLaw law;
    private static FittedLaw resampled;

    @BeforeAll
    static void fit() {
        law = Laws.t5();
        resampled = Laws.resampledT5(99);
    }

    @Test
    void theIntervalOfAnAnswerIsThatOfTheResamplesAnswers() {
        double[] each = resampled.resamples().map(Resamples::coefficients).orElseThrow().stream()
                .mapToDouble(c -> new OptimalSparsity(SparseCoefficients.of(c), COST).sparsity(2e7, 1e20))
                .sorted()
                .toArray();
        Range interval = SizePlan.forNonZeros(resampled, COST, 2e7, 1e20)
                .sparsity()
                .interval()
                .orElseThrow();
        assertThat(interval.low()).isBetween(each[1], each[2]);
        assertThat(interval.high()).isBetween(each[96], each[97]);
    }

    @Test
    void withoutResamplesAnAnswerHasNoInterval() {
        SizePlan plan = SizePlan.forNonZeros(law, COST, 2e7, 1e20);
        assertThat(plan.sparsity().interval()).isEmpty();
        assertThat(plan.text().lines().findFirst().orElseThrow()).doesNotContain("[");
    }

    @Test
    void aPlanForADenseSizeSpendsItsBudget() {
        SizePlan plan = SizePlan.forDenseSize(law, COST, 1e8, 1e20);
        assertThat(plan.sparsity().value()).isCloseTo(0.2538255, within(1e-4));
        assertThat(plan.nonZeros()).isCloseTo(1e8 * (1 - plan.sparsity().value()), withinPercentage(1e-9));
        assertThat(COST.flop(
                        plan.sparsity().value(), plan.nonZeros(), plan.data().value()))
                .isCloseTo(1e20, withinPercentage(1e-9));
        assertThat(plan.loss().value()).isCloseTo(1.675447291, withinPercentage(1e-3));
        assertThat(plan.loss().value()).isLessThan(plan.denseLoss().value());
    }

    @Test
    void aPlanForABudgetBeyondTheFittedSizesAlsoSaysWhatIsBestWithin() {
        BudgetPlan plan = BudgetPlan.of(resampled, COST, 1e20);
        assertThat(plan.sparsity().value()).isCloseTo(0.4936333, within(1e-4));
        assertThat(plan.nonZeros().value()).isCloseTo(5.494410e8, withinPercentage(0.1));
        assertThat(plan.withinFitted().orElseThrow().nonZeros()).isEqualTo(8.4934656e7);
        assertThat(plan.withinFitted().orElseThrow().loss().value())
                .isGreaterThan(plan.loss().value());
        assertThat(plan.text()).contains("! N = 5.494e8 is 6.469 times the largest fitted, 8.493e7");
    }

    @Test
    void aPlanForABudgetWithinTheFittedSizesNeedsNoOther() {
        assertThat(BudgetPlan.of(law, COST, 1e17).withinFitted()).isEmpty();
    }

    /** K(.5) and K(.75) of the T5 optimum, REFERENCE of the published tables, times N^(1 + b_N/b_D). */
    @Test
    void contoursAreTheBudgetsOfTheirSparsity() {
        Contours contours = Contours.of(law, COST, List.of(0.5, 0.75));
        double n = contours.nonZeros().get(0);
        double power = Math.pow(n, 1 + Laws.T5.bN() / Laws.T5.bD());
        assertThat(contours.contours().get(0).budgets().get(0).value())
                .isCloseTo(1.05779e6 * power, withinPercentage(0.01));
        assertThat(contours.contours().get(1).budgets().get(0).value())
                .isCloseTo(3.60732e7 * power, withinPercentage(0.01));
        assertThat(contours.text()).contains("S = 0.5", "S = 0.75", "C grows as N^1.602");
    }

    @Test
    void whatASparsityIsWorth() {
        SparsityWorth worth = SparsityWorth.of(law, COST, 0.75);
        assertThat(worth.denseSize().value()).isCloseTo(2.270, within(1e-3));
        assertThat(worth.costOfDense().value()).isCloseTo(2.125 / 2.270, within(1e-3));
    }

    @Test
    void dataToBeAsGoodAsADenseModel() {
        DataNeed need = DataNeed.likeDense(law, COST, 0.75, 2e7, 3e7, 1e10);
        assertThat(need.data().value()).isCloseTo(5600032406.77, withinPercentage(0.01));
        assertThat(need.flop().value()).isCloseTo(6 * 2e7 * 5.6e9 * 2.125, withinPercentage(0.1));
        assertThat(need.denseFlop()).contains(6 * 3e7 * 1e10);
    }

    @Test
    void whatNoDataReachIsSaid() {
        assertThat(DataNeed.forLoss(resampled, COST, 0.75, 2e7, 0.9).text())
                .startsWith("S = 0.75 with N = 2e7 does not reach a loss of 0.9 with any amount of data");
    }

    @Test
    void extrapolationNamesWhatIsOutsideAndHowFar() {
        List<String> outside = Prediction.of(law, COST, 0.95, 1e6, 6.5536e11).outside();
        assertThat(outside)
                .containsExactly(
                        "S = 0.95 is above the highest fitted, 0.875: 2.5 times fewer weights are left",
                        "N = 1e6 is 0.7535 times the smallest fitted, 1.327e6",
                        "D = 6.554e11 is 10 times the largest fitted, 6.554e10");
        assertThat(Prediction.of(law, COST, 0.875, 1.327104e6, 6.5536e10).outside())
                .isEmpty();
    }

    @Test
    void theOverviewHasTheReferenceValues() {
        Overview overview = Overview.of(law, COST);
        assertThat(overview.onDenseOptimalLine().value()).isCloseTo(0.4267, within(1e-4));
        assertThat(overview.worths()).extracting(SparsityWorth::sparsity).containsExactly(0.5, 0.75, 0.875);
    }

    @Test
    void anotherLawAnswersForASizeAndRefusesClosedForms() {
        FittedLaw average = Laws.t5(LawForm.AVERAGE);
        SizePlan plan = SizePlan.forNonZeros(average, COST, 2e7, 1e20);
        double loss = plan.loss().value();
        for (double s : new double[] {0, 0.3, 0.6, 0.9}) {
            assertThat(average.predict(s, 2e7, COST.data(s, 2e7, 1e20))).isGreaterThanOrEqualTo(loss - 1e-12);
        }
        assertThatThrownBy(() -> Contours.of(average, COST, List.of(0.5)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("average");
    }

    @Test
    void numbersAreShortAndPlain() {
        assertThat(Arrays.stream(new double[] {0, 0.42671, 12.345, 500, 2.0e7, 1.5e-7, Double.POSITIVE_INFINITY})
                        .mapToObj(Estimate::number))
                .containsExactly("0", "0.4267", "12.35", "500", "2e7", "1.5e-7", "infinite");
    }
}

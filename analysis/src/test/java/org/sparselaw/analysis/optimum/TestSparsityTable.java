package org.sparselaw.analysis.optimum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparselaw.analysis.law.Comparisons;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.law.LawForm;
import org.sparselaw.analysis.law.Residual;
import org.sparselaw.analysis.runs.DataUnit;

class TestSparsityTable {
    private static final FittedLaw LAW = new FittedLaw(
            LawForm.SPARSE,
            LawForm.SPARSE.law().formula(),
            Map.of("a_S", 10.71, "b_S", 1.345, "c_S", 41.62, "b_N", 0.2317, "a_D", 6.769e8, "b_D", 0.3846, "c", 0.83),
            Map.of(),
            new FittedLaw.Units(1, 1),
            DataUnit.TOKENS,
            new FittedLaw.Optimum(Residual.LOG, 1e-3, 0, 0, 1, 64, 64),
            new FittedLaw.Quality(1, 0, 0),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            new FittedLaw.Ranges(new Range(0, 0.75), new Range(1e6, 8e6), new Range(1e9, 1e12)),
            48,
            List.of(),
            "",
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Comparisons.NONE);

    @Test
    void theGridIsGeometricBetweenTheRunsEnds() {
        SparsityTable table = SparsityTable.of(LAW, TrainingCost.GRADUAL);
        assertThat(table.nonZeros().get(1)).isCloseTo(2e6, within(1e-3));
        assertThat(table.nonZeros().get(3)).isCloseTo(8e6, within(1e-3));
        assertThat(table.denseData().get(2)).isCloseTo(1e11, within(1e2));
        assertThat(table.plans()).hasSize(4).allSatisfy(row -> assertThat(row).hasSize(4));
    }

    @Test
    void aPlanSpendsItsBudget() {
        SparsityPlan plan = SparsityPlan.of(LAW, TrainingCost.GRADUAL, 2e6, 1e18);
        assertThat(plan.sparsity()).isBetween(0.1, 0.99);
        assertThat(TrainingCost.GRADUAL.flop(plan.sparsity(), 2e6, plan.data())).isCloseTo(1e18, within(1e5));
        assertThat(plan.loss()).isLessThan(plan.denseLoss());
    }

    @Test
    void aPlanBeyondTheRunsSaysSo() {
        assertThat(SparsityPlan.of(LAW, TrainingCost.GRADUAL, 2e6, 1e17).covered())
                .isTrue();
        assertThat(SparsityPlan.of(LAW, TrainingCost.GRADUAL, 2e7, 1e18).covered())
                .isFalse();
        // S_opt is above the highest sparsity of the runs.
        assertThat(SparsityPlan.of(LAW, TrainingCost.GRADUAL, 1e6, 6e18).covered())
                .isFalse();
    }

    @Test
    void theTextMarksExtrapolation() {
        String text = SparsityTable.of(LAW, TrainingCost.GRADUAL).text();
        assertThat(text.lines()).hasSize(7);
        assertThat(text).contains("*", "* outside the S, N or D of the fitted runs");
    }
}

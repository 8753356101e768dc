package org.sparselaw.training.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparselaw.training.model.TensorSpec;
import org.sparselaw.training.model.TensorSpec.Role;

class TestPruning {
    private static final List<TensorSpec> TENSORS = List.of(
            new TensorSpec("shared", List.of(10, 8), Role.EMBEDDING),
            new TensorSpec("q", List.of(8, 8), Role.KERNEL),
            new TensorSpec("bias", List.of(4, 2), Role.RELATIVE_BIAS),
            new TensorSpec("norm", List.of(8), Role.NORM));

    @Test
    void plannedCountsAreThoseWorkedByHand() {
        // q keeps 16 of 64, shared 40 of 80; bias and norm all of their 8.
        assertThat(pruning(.75, new Gradual(0, 1, 3, 1)).finalNonZeros(TENSORS)).isEqualTo(new NonZeros(32, 72));
    }

    @Test
    void aDenseScheduleKeepsAll() {
        assertThat(pruning(0, new Dense()).finalNonZeros(TENSORS)).isEqualTo(new NonZeros(80, 160));
    }

    @Test
    void flopAreCountedOverTheMasksAsTheyAre() {
        // Steps begin with 80, 80, 80 - 64 * .5 * 7/8 = 52 and 48 parameters; 10 tokens each.
        double flop = pruning(.5, new Gradual(1, 3, 3, 1)).trainingFlop(TENSORS, 4, 10);
        assertThat(flop).isEqualTo(6.0 * 10 * (80 + 80 + 52 + 48));
    }

    @Test
    void aLongRunCostsWhatTheFormulaOfGradualPruningSays() {
        // c_mul = 5/8 + 3/8 / (1 - S): 1.375, 2.125 and 3.625 for each non-zero, relative to 6 N D.
        List<TensorSpec> kernel = List.of(new TensorSpec("q", List.of(1000, 1000), Role.KERNEL));
        long steps = 250_000;
        double[][] expected = {{.5, 1.375}, {.75, 2.125}, {.875, 3.625}};
        for (double[] row : expected) {
            double s = row[0];
            double flop = pruning(s, Gradual.over(steps, .25, .75)).trainingFlop(kernel, steps, 1);
            assertThat(flop / (6 * 1e6 * (1 - s) * steps)).isCloseTo(row[1], within(2e-3));
        }
    }

    private static Pruning pruning(double sparsity, PruningSchedule schedule) {
        return Pruning.magnitude(sparsity, schedule);
    }
}

package org.sparselaw.training.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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

    @Test
    void phasesOfAcdcCostWhatTheyKeep() {
        // Masks of steps 2, 5 and 8 count from the next step on: 3 dense, 3 sparse, 3 dense, 3 sparse.
        List<TensorSpec> kernel = List.of(new TensorSpec("q", List.of(8, 8), Role.KERNEL));
        double flop = pruning(.5, new Acdc(2, 3, 8)).trainingFlop(kernel, 12, 10);
        assertThat(flop).isEqualTo(6.0 * 10 * (6 * 64 + 6 * 32));
    }

    @Test
    void denseGradientsAreCountedWhereTheyAreNeeded() {
        List<TensorSpec> kernel = List.of(new TensorSpec("q", List.of(8, 8), Role.KERNEL));
        // 16 of 64 kept; steps 2 and 4 of 6 exchange.
        double rigl = method(.75, new Constant(), new Rigl(2, 5, .3)).trainingFlop(kernel, 6, 10);
        assertThat(rigl).isEqualTo(10.0 * (4 * 6 * 16 + 2 * (4 * 16 + 2 * 64)));
        double set = method(.75, new Constant(), new SparseEvolution(2, 5, .3)).trainingFlop(kernel, 6, 10);
        assertThat(set).isEqualTo(10.0 * 6 * 6 * 16);
        double dense = method(.75, new Constant(), new StraightThrough(2, 0)).trainingFlop(kernel, 6, 10);
        assertThat(dense).isEqualTo(10.0 * 6 * (4 * 16 + 2 * 64));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> pattern("3:6").check(TENSORS))
                .hasMessage("pattern '3:6' does not fit shared: an input of 8 is no multiple of 6");
        assertThatThrownBy(() -> pattern("1:4-output").check(TENSORS))
                .hasMessage("pattern '1:4-output' does not fit shared: an output of 10 is no multiple of 4");
        assertThatThrownBy(() -> pattern("1:4").check(TENSORS))
                .hasMessage("pattern '1:4' does not fit q: a sparsity of 0.5 keeps more than 1 of 4 (must be at least"
                        + " 0.75)");
        assertThatThrownBy(() -> pattern("block-4x4").check(TENSORS))
                .hasMessage(
                        "pattern 'block-4x4' does not fit shared: a shape of [10, 8] is not made of blocks of 4 x 4");
        assertThatThrownBy(() -> method(.5, new Dense(), new Rigl(1, 2, .3)).check(TENSORS))
                .hasMessage("schedule 'dense' is not allowed with method rigl (must be constant)");
        pattern("2:4").check(TENSORS);
    }

    private static Pruning pattern(String name) {
        return new Pruning(.5, new Constant(), new Uniform(), SparsityPattern.named(name), new Magnitude());
    }

    private static Pruning method(double sparsity, PruningSchedule schedule, PruningMethod method) {
        return new Pruning(sparsity, schedule, new Uniform(), new Unstructured(), method);
    }

    private static Pruning pruning(double sparsity, PruningSchedule schedule) {
        return Pruning.magnitude(sparsity, schedule);
    }
}

package org.sparselaw.training.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparselaw.training.model.T5Config;
import org.sparselaw.training.model.TensorSpec;
import org.sparselaw.training.model.TensorSpec.Role;

class TestSparsityDistribution {
    private static final List<TensorSpec> TENSORS = List.of(
            new TensorSpec("a.wi.weight", List.of(8, 8), Role.KERNEL),
            new TensorSpec("a.wo.weight", List.of(2, 8), Role.KERNEL),
            new TensorSpec("a.bias.weight", List.of(4, 2), Role.RELATIVE_BIAS),
            new TensorSpec("shared.weight", List.of(10, 8), Role.EMBEDDING));

    @Test
    void erdosRenyiByHand() {
        // 40 of 80 weights: eps (8 + 8 + 2 + 8) = 40, densities eps 16/64 and eps 10/16.
        List<Double> sparsities = new ErdosRenyi().sparsities(TENSORS, .5);
        assertThat(sparsities.get(0)).isCloseTo(1 - 40.0 / 26 / 4, within(1e-15));
        assertThat(sparsities.get(1)).isCloseTo(1 - 40.0 / 26 * .625, within(1e-15));
        assertThat(sparsities.subList(2, 4)).containsExactly(0.0, 1 - Math.sqrt(.5));
    }

    @Test
    void whatWouldBeTooDenseIsDenseAndTheRestIsSolvedAgain() {
        // 60 of 80: the small tensor would have 1.44; dense, it leaves 44 of 64.
        List<Double> sparsities = new ErdosRenyi().sparsities(TENSORS, .25);
        assertThat(sparsities.get(0)).isCloseTo(1 - 44.0 / 64, within(1e-15));
        assertThat(sparsities.get(1)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, .1, .5, .75, .9, .98})
    void erdosRenyiKeepsTheDemandedShareInSum(double sparsity) {
        List<TensorSpec> tensors = T5Config.of(50, 32, 2, 8, 2, 3, 96).tensors();
        List<Double> sparsities = new ErdosRenyi().sparsities(tensors, sparsity);
        double size = 0;
        double kept = 0;
        for (int i = 0; i < tensors.size(); i++) {
            TensorSpec tensor = tensors.get(i);
            assertThat(sparsities.get(i)).isBetween(0.0, 1.0);
            if (tensor.role() == Role.KERNEL) {
                size += tensor.size();
                kept += tensor.size() * (1 - sparsities.get(i));
            }
        }
        assertThat(kept).isCloseTo((1 - sparsity) * size, within(1e-9 * size));
    }

    @Test
    void theFirstEntryThatFitsANameCountsAndTheOthersAreDistributed() {
        Map<String, Double> entries = new LinkedHashMap<>();
        entries.put("/.*[.]wo[.]weight/", .9);
        entries.put("a.w?.weight", .25);
        entries.put("a.w*", .1);
        assertThat(new ByName(entries, new Uniform()).sparsities(TENSORS, .75)).containsExactly(.25, .9, 0.0, .5);
        assertThat(new ByName(entries, new Uniform()).sparsities(TENSORS, 0)).containsOnly(0.0);
    }

    @Test
    void whatIsLeftToErdosRenyiSumsUpAmongItself() {
        // The other kernel alone: 1 - S of its 64 weights.
        List<Double> sparsities = new ByName(Map.of("a.wo.weight", 0.0), new ErdosRenyi()).sparsities(TENSORS, .75);
        assertThat(sparsities.get(0)).isCloseTo(.75, within(1e-15));
        assertThat(sparsities.get(1)).isZero();
    }

    @Test
    void anEntryWithoutATensorIsRefused() {
        assertThatThrownBy(() -> byName("a.wx*", .5).check(TENSORS))
                .hasMessage("tensors: 'a.wx*' fits no tensor of the model");
        assertThatThrownBy(() -> byName("*bias*", .5).check(TENSORS))
                .hasMessage("tensors: '*bias*' fits a.bias.weight, which is never pruned (must be of rank above 1, no"
                        + " relative-position bias and no position embedding)");
        byName("*", 0).check(TENSORS);
    }

    private static ByName byName(String entry, double sparsity) {
        return new ByName(Map.of(entry, sparsity), new Uniform());
    }
}

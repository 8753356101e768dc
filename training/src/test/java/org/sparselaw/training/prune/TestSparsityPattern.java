package org.sparselaw.training.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.GroupAxis;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.device.NaiveDevice;
import org.sparselaw.training.model.TensorSpec;
import org.sparselaw.training.model.TensorSpec.Role;

class TestSparsityPattern {
    private final Device device = new NaiveDevice();

    @ParameterizedTest
    @ValueSource(strings = {"unstructured", "global", "2:4", "1:4-output", "4:8", "block-4x16"})
    void aNameIsThatOfItsPattern(String name) {
        assertThat(SparsityPattern.named(name).name()).isEqualTo(name);
    }

    @Test
    void groupsLieAlongTheInputUnlessTheNameSaysOtherwise() {
        assertThat(SparsityPattern.named("2:4")).isEqualTo(new NOfM(2, 4, GroupAxis.INPUT));
        assertThat(SparsityPattern.named("2:4-output")).isEqualTo(new NOfM(2, 4, GroupAxis.OUTPUT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4:2", "2:2", "0:4", "2:4-input", "block-0x4", "block-4", "structured", ""})
    void otherNamesAreRefused(String name) {
        assertThatThrownBy(() -> SparsityPattern.named(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("pattern '" + name + "' is not allowed (must be unstructured, global, n:m");
    }

    @Test
    void aGradualWayToTwoOfFourPrunesTheSmallestOutsideFirst() {
        // Outside 2:4 are 1 and 2 of the first group, 5 and 6 of the second.
        Mask mask = device.allocateMask(8);
        PrunedTensor w = tensor("w", Role.KERNEL, 0, mask, 1, -2, 3, 4, 5, 6, -7, 8);
        assertThat(bits(w, .125)).isEqualTo(0b1111_1110);
        assertThat(bits(w, .25)).isEqualTo(0b1111_1100);
        assertThat(bits(w, .375)).isEqualTo(0b1110_1100);
        assertThat(bits(w, .5)).isEqualTo(0b1100_1100);
        // And beyond: 3 and 4 are the smallest inside.
        assertThat(bits(w, .75)).isEqualTo(0b1100_0000);
    }

    private long bits(PrunedTensor tensor, double sparsity) {
        SparsityPattern.named("2:4")
                .recompute(device, List.of(new PrunedTensor(tensor.spec(), tensor.weights(), sparsity, tensor.mask())));
        return tensor.mask().toBits()[0];
    }

    @Test
    void globalPruningLeavesEmbeddingsToThemselves() {
        Mask first = device.allocateMask(4);
        Mask second = device.allocateMask(4);
        Mask embedding = device.allocateMask(4);
        new Global()
                .recompute(
                        device,
                        List.of(
                                tensor("e", Role.EMBEDDING, .25, embedding, 90, 80, 70, 60),
                                tensor("a", Role.KERNEL, .5, first, 1, 2, 3, 4),
                                tensor("b", Role.KERNEL, .75, second, 5, 6, -7, .5f)));
        // Two of the one and one of the other are three of both.
        assertThat(first.toBits()).containsExactly(0);
        assertThat(second.toBits()).containsExactly(0b0111);
        assertThat(embedding.toBits()).containsExactly(0b0111);
    }

    @Test
    void aBlockIsKeptWhole() {
        TensorSpec spec = new TensorSpec("w", List.of(8, 8), Role.KERNEL);
        Block blocks = new Block(2, 4);
        // Of eight blocks 3.2 and at least one.
        assertThat(blocks.kept(spec, .6)).isEqualTo(3 * 8);
        assertThat(blocks.kept(spec, .99)).isEqualTo(8);
    }

    private PrunedTensor tensor(String name, Role role, double sparsity, Mask mask, float... weights) {
        Buffer buffer = device.allocate(weights.length);
        buffer.set(weights);
        return new PrunedTensor(new TensorSpec(name, List.of(weights.length / 4, 4), role), buffer, sparsity, mask);
    }
}

package org.sparselaw.training.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sparselaw.training.model.TensorSpec.Role;

/** Width 10, attention width 6, mlp 7, vocabulary 50, 5 inputs and 3 targets, one layer a stack: counted by hand. */
class TestTransformerFlop {
    private static final TransformerFlop FLOP = new TransformerFlop(T5Config.of(50, 10, 2, 3, 1, 1, 7), 5, 3);
    private static final double ATTENTION = 3 * 2 * 2 * 6.0 * (5 * 5 + 3 * 3 + 3 * 5);

    @Test
    void dense() {
        double encoder = 5 * (4 * 60 + 3 * 70);
        double decoder = 3 * (4 * 60 + 2 * 60 + 3 * 70) + 5 * (2 * 60);
        double logits = 3 * 500;

        assertThat(FLOP.perExample(TensorSpec::size)).isEqualTo(6 * (encoder + decoder + logits) + ATTENTION);
    }

    @Test
    void onlyAttentionWhenEveryWeightIsZero() {
        assertThat(FLOP.perExample(tensor -> 0)).isEqualTo(ATTENTION);
    }

    @Test
    void halfTheKernelsAreHalfOfTheirProducts() {
        double all = FLOP.perExample(TensorSpec::size);
        double half = FLOP.perExample(t -> t.role() == Role.KERNEL ? t.size() / 2 : t.size());

        assertThat(all - half).isEqualTo(3.0 * (5 * 450 + 3 * 570 + 5 * 120));
    }
}

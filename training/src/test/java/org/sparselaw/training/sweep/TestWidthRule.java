package org.sparselaw.training.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparselaw.config.Config;
import org.sparselaw.training.model.Architecture;
import org.sparselaw.training.model.ExampleShape;
import org.sparselaw.training.prune.Constant;
import org.sparselaw.training.prune.Pruning;

class TestWidthRule {
    private static final ExampleShape TOKENS = new ExampleShape.Tokens(1024);

    private final WidthRule rule =
            Config.parse(WidthRule.class, "model", "{layers: 2, head-size: 16, mlp-ratio: 2}", List.of());

    /**
     * By hand, for two layers of width w each in encoder and decoder: 4 w^2 + 8 w^2 of attention and 6 w mlp of MLP a pair of
     * layers, 2 w + 3 w of norms, and once 2 w of final norms and 2 * 32 relative biases a head.
     */
    @Test
    void aDenseModelHasTheWantedParameters() {
        Architecture model = rule.model(100_000, Pruning.none(), TOKENS);
        long w = model.width();
        long byHand = 2 * (12 * w * w + 6 * w * model.mlp() + 5 * w) + 2 * w + 64L * model.heads();
        assertThat(model.parametersWithoutEmbeddings()).isEqualTo(byHand);
        assertThat(byHand).isBetween(97_000L, 103_000L);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", ".5, 2", ".75, 4", ".875, 8"})
    void aSparseModelIsLargerByOneOverOneMinusS(double sparsity, double factor) {
        Architecture model = rule.model(100_000, pruned(sparsity), TOKENS);
        assertThat(model.parametersWithoutEmbeddings() / (factor * 100_000)).isBetween(0.9, 1.05);
        assertThat((double) model.mlp() / model.width()).isBetween(1.2, 3.4);
    }

    @Test
    void aSizeBelowTheSmallestModelIsRefused() {
        assertThatThrownBy(() -> rule.model(1_000, pruned(0.5), TOKENS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "non-zeros 1000 at sparsity 0.5 cannot be met with 2 layers and head-size 16; the smallest");
    }

    /** By hand, for two layers of width w: 4 w^2 of attention, 3 w mlp of MLP and 2 w of norms each, and the ends. */
    @Test
    void aDecoderHasItsOwnCount() {
        WidthRule decoders =
                Config.parse(WidthRule.class, "model", "{family: decoder, head-size: 16, mlp-ratio: 2}", List.of());
        Architecture model = decoders.model(100_000, Pruning.none(), TOKENS);
        long w = model.width();
        long byHand = 2 * (4 * w * w + 3 * w * model.mlp() + 2 * w) + w + 32L * model.heads();
        assertThat(model.parametersWithoutEmbeddings()).isEqualTo(byHand);
        assertThat(byHand).isBetween(97_000L, 103_000L);
        assertThat(model.parametersWithEmbeddings()).isEqualTo(byHand + 1024 * w);
    }

    private static Pruning pruned(double sparsity) {
        return sparsity == 0 ? Pruning.none() : Pruning.magnitude(sparsity, new Constant());
    }
}

package org.sparselaw.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparselaw.config.Config;
import org.sparselaw.config.ConfigException;

class TestT5Config {
    /** num_parameters of google/t5-v1_1-base and -small. */
    @Test
    void countsTheParametersOfThePublishedModels() {
        T5Config base = T5Config.of(32128, 768, 12, 64, 12, 12, 2048);
        T5Config small = T5Config.of(32128, 512, 6, 64, 8, 8, 1024);

        assertThat(base.parametersWithEmbeddings()).isEqualTo(247_577_856);
        assertThat(small.parametersWithEmbeddings()).isEqualTo(76_961_152);
    }

    @Test
    void leavesOutEmbeddingsAndLogits() {
        T5Config base = T5Config.of(32128, 768, 12, 64, 12, 12, 2048);

        assertThat(base.parametersWithoutEmbeddings()).isEqualTo(247_577_856 - 2 * 32128 * 768);
    }

    @Test
    void namesTensorsAsHuggingFaceDoes() {
        List<TensorSpec> tensors = T5Config.of(16, 8, 2, 3, 1, 1, 12).tensors();

        assertThat(tensors)
                .extracting(t -> t.name() + " " + t.shape())
                .containsExactly(
                        "shared.weight [16, 8]",
                        "encoder.block.0.layer.0.SelfAttention.q.weight [6, 8]",
                        "encoder.block.0.layer.0.SelfAttention.k.weight [6, 8]",
                        "encoder.block.0.layer.0.SelfAttention.v.weight [6, 8]",
                        "encoder.block.0.layer.0.SelfAttention.o.weight [8, 6]",
                        "encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight [32, 2]",
                        "encoder.block.0.layer.0.layer_norm.weight [8]",
                        "encoder.block.0.layer.1.DenseReluDense.wi_0.weight [12, 8]",
                        "encoder.block.0.layer.1.DenseReluDense.wi_1.weight [12, 8]",
                        "encoder.block.0.layer.1.DenseReluDense.wo.weight [8, 12]",
                        "encoder.block.0.layer.1.layer_norm.weight [8]",
                        "encoder.final_layer_norm.weight [8]",
                        "decoder.block.0.layer.0.SelfAttention.q.weight [6, 8]",
                        "decoder.block.0.layer.0.SelfAttention.k.weight [6, 8]",
                        "decoder.block.0.layer.0.SelfAttention.v.weight [6, 8]",
                        "decoder.block.0.layer.0.SelfAttention.o.weight [8, 6]",
                        "decoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight [32, 2]",
                        "decoder.block.0.layer.0.layer_norm.weight [8]",
                        "decoder.block.0.layer.1.EncDecAttention.q.weight [6, 8]",
                        "decoder.block.0.layer.1.EncDecAttention.k.weight [6, 8]",
                        "decoder.block.0.layer.1.EncDecAttention.v.weight [6, 8]",
                        "decoder.block.0.layer.1.EncDecAttention.o.weight [8, 6]",
                        "decoder.block.0.layer.1.layer_norm.weight [8]",
                        "decoder.block.0.layer.2.DenseReluDense.wi_0.weight [12, 8]",
                        "decoder.block.0.layer.2.DenseReluDense.wi_1.weight [12, 8]",
                        "decoder.block.0.layer.2.DenseReluDense.wo.weight [8, 12]",
                        "decoder.block.0.layer.2.layer_norm.weight [8]",
                        "decoder.final_layer_norm.weight [8]",
                        "lm_head.weight [16, 8]");
    }

    @Test
    void readsAConfigurationWithThePublishedBuckets() {
        String yaml =
                "{vocabulary: 16, width: 8, heads: 2, head-size: 3, encoder-layers: 1, decoder-layers: 1, mlp: 12}";

        assertThat(Config.parse(T5Config.class, "model", yaml, List.of()))
                .isEqualTo(T5Config.of(16, 8, 2, 3, 1, 1, 12));
    }

    @Test
    void namesTheKeyOfAnImpossibleSize() {
        String yaml =
                "{vocabulary: 16, width: 0, heads: 2, head-size: 3, encoder-layers: 1, decoder-layers: 1, mlp: 12}";

        assertThatThrownBy(() -> Config.parse(T5Config.class, "model", yaml, List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("width");
    }

    @Test
    void wantsBucketsThatHalveTwice() {
        assertThatThrownBy(() -> T5Config.of(16, 8, 2, 3, 1, 1, 12).withBuckets(30, 128))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("relative-buckets must be a multiple of 4, but is 30");
    }
}

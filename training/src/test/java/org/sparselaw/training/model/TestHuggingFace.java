package org.sparselaw.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.job.DataException;
import org.sparselaw.pipeline.shard.LabelKind;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.device.NaiveDevice;
import org.sparselaw.training.model.TextArchitecture.Activation;
import org.sparselaw.training.model.TextArchitecture.Logits;

class TestHuggingFace {
    private static final T5Config NEW = T5Config.of(20, 6, 2, 3, 1, 1, 8);
    private static final T5Config FIRST = NEW.with(Logits.TIED, Activation.RELU);

    @TempDir
    Path directory;

    private final NaiveDevice device = new NaiveDevice();
    private Storage folder;
    private Storage file;

    @BeforeEach
    void locate() {
        folder = Storage.of(directory.toString());
        file = folder.child("model.safetensors");
    }

    @Test
    void whatIsWrittenIsReadBack() {
        for (Architecture architecture :
                List.of(NEW, FIRST, DecoderConfig.of(20, 6, 2, 3, 2, 8), vit(Pooling.MEAN), vit(Pooling.CLASS_TOKEN))) {
            Model written = model(architecture, 1);
            HuggingFace.write(folder, architecture, written.parameters(), Map.of("run", "x"));
            Model read = model(architecture, 2);
            HuggingFace.read(file, architecture, read.parameters());
            assertThat(weights(read)).containsExactlyElementsOf(weights(written));
        }
    }

    /** num_parameters of t5-small, and the names of its tensors that T5.1.1 has not. */
    @Test
    void theFirstT5HasThePublishedTensors() {
        T5Config small = T5Config.of(32128, 512, 8, 64, 6, 6, 2048).with(Logits.TIED, Activation.RELU);

        assertThat(small.parametersWithEmbeddings()).isEqualTo(60_506_624);
        assertThat(small.tensors())
                .extracting(TensorSpec::name)
                .contains("encoder.block.5.layer.1.DenseReluDense.wi.weight")
                .doesNotContain("lm_head.weight", "encoder.block.0.layer.1.DenseReluDense.wi_0.weight");
    }

    @Test
    void theEmbeddingMayHaveAnyOfItsNames() {
        Model written = model(FIRST, 1);
        List<Safetensors.Entry> entries = entries(written);
        Safetensors.Entry embedding = entries.remove(0);
        entries.add(renamed("encoder.embed_tokens.weight", embedding));
        entries.add(renamed("decoder.embed_tokens.weight", embedding));
        entries.add(renamed("lm_head.weight", embedding));
        entries.add(new Safetensors.Entry(
                "decoder.block.0.layer.1.EncDecAttention.relative_attention_bias.weight",
                List.of(1),
                device.allocate(1)));
        Safetensors.write(file, Map.of(), entries);
        Model read = model(FIRST, 2);

        HuggingFace.read(file, FIRST, read.parameters());

        assertThat(weights(read)).containsExactlyElementsOf(weights(written));
    }

    @Test
    void tensorsThatTheModelHasNotAreRefused() {
        HuggingFace.write(folder, NEW, model(NEW, 1).parameters(), Map.of());
        T5Config tied = NEW.with(Logits.TIED, Activation.RELU);

        assertThatThrownBy(() -> HuggingFace.read(file, tied, model(tied, 1).parameters()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("DenseReluDense.wi_")
                .hasMessageContaining("which a model of family t5 with 1+1 layers, RELU and TIED logits has not");
    }

    @Test
    void tensorsThatTheFileHasNotAreNamed() {
        HuggingFace.write(folder, NEW, model(NEW, 1).parameters(), Map.of());
        T5Config deeper = T5Config.of(20, 6, 2, 3, 2, 1, 8);
        T5Config wider = T5Config.of(20, 9, 3, 3, 1, 1, 8);

        assertThatThrownBy(() -> HuggingFace.read(file, deeper, model(deeper, 1).parameters()))
                .hasMessage(file + ": has no tensor encoder.block.1.layer.0.SelfAttention.q.weight");
        assertThatThrownBy(() -> HuggingFace.read(file, wider, model(wider, 1).parameters()))
                .hasMessage(file + ": tensor shared.weight must have the shape [20, 9], but has [20, 6]");
    }

    @Test
    void theConfigurationIsThatOfTransformers() {
        HuggingFace.write(folder, FIRST, model(FIRST, 1).parameters(), Map.of());

        assertThat(folder.child("config.json").readText())
                .contains(
                        "\"model_type\" : \"t5\"",
                        "\"d_kv\" : 3",
                        "\"d_ff\" : 8",
                        "\"feed_forward_proj\" : \"relu\"",
                        "\"tie_word_embeddings\" : true");
        assertThat(Safetensors.read(file, List.of())).containsEntry("format", "pt");
    }

    private Model model(Architecture architecture, long seed) {
        Model model = switch (architecture.family()) {
            case T5, DECODER -> ((TextArchitecture) architecture).on(device, 1, 2, 2);
            case VIT -> ((VisionConfig) architecture).on(device, 1);
        };
        model.initialise(seed);
        return model;
    }

    private static List<Safetensors.Entry> entries(Model model) {
        return new ArrayList<>(
                model.parameters().stream().map(Safetensors.Entry::of).toList());
    }

    private static Safetensors.Entry renamed(String name, Safetensors.Entry entry) {
        return new Safetensors.Entry(name, entry.shape(), entry.values());
    }

    private static List<String> weights(Model model) {
        return model.parameters().stream()
                .map(p -> Arrays.toString(p.weights().toArray()))
                .toList();
    }

    /** Names and shapes of google/vit-base-patch16-224 as transformers lists them, cut to one layer. */
    @Test
    void aVisionTransformerHasTheTensorsOfTransformers() {
        VisionConfig base = VisionConfig.of(
                new ExampleShape.Pictures(224, 224, 1000, LabelKind.SINGLE),
                new ModelSizes(12, 64, 1, 3072),
                16,
                Pooling.CLASS_TOKEN);
        assertThat(base.tensors().stream().map(t -> t.name() + " " + t.shape()))
                .containsExactlyInAnyOrder(
                        "vit.embeddings.cls_token [1, 1, 768]",
                        "vit.embeddings.position_embeddings [1, 197, 768]",
                        "vit.embeddings.patch_embeddings.projection.weight [768, 3, 16, 16]",
                        "vit.embeddings.patch_embeddings.projection.bias [768]",
                        "vit.encoder.layer.0.attention.attention.query.weight [768, 768]",
                        "vit.encoder.layer.0.attention.attention.query.bias [768]",
                        "vit.encoder.layer.0.attention.attention.key.weight [768, 768]",
                        "vit.encoder.layer.0.attention.attention.key.bias [768]",
                        "vit.encoder.layer.0.attention.attention.value.weight [768, 768]",
                        "vit.encoder.layer.0.attention.attention.value.bias [768]",
                        "vit.encoder.layer.0.attention.output.dense.weight [768, 768]",
                        "vit.encoder.layer.0.attention.output.dense.bias [768]",
                        "vit.encoder.layer.0.intermediate.dense.weight [3072, 768]",
                        "vit.encoder.layer.0.intermediate.dense.bias [3072]",
                        "vit.encoder.layer.0.output.dense.weight [768, 3072]",
                        "vit.encoder.layer.0.output.dense.bias [768]",
                        "vit.encoder.layer.0.layernorm_before.weight [768]",
                        "vit.encoder.layer.0.layernorm_before.bias [768]",
                        "vit.encoder.layer.0.layernorm_after.weight [768]",
                        "vit.encoder.layer.0.layernorm_after.bias [768]",
                        "vit.layernorm.weight [768]",
                        "vit.layernorm.bias [768]",
                        "classifier.weight [1000, 768]",
                        "classifier.bias [1000]");
    }

    @Test
    void aVisionTransformerOfTransformersHasAConfigurationAndOneWithMeanPoolingHasNone() {
        HuggingFace.write(folder, vit(Pooling.MEAN), model(vit(Pooling.MEAN), 1).parameters(), Map.of());
        assertThat(folder.child("config.json").exists()).isFalse();
        HuggingFace.write(
                folder,
                vit(Pooling.CLASS_TOKEN),
                model(vit(Pooling.CLASS_TOKEN), 1).parameters(),
                Map.of());
        assertThat(folder.child("config.json").readText())
                .contains(
                        "\"architectures\" : [ \"ViTForImageClassification\" ]",
                        "\"hidden_size\" : 6",
                        "\"intermediate_size\" : 8",
                        "\"image_size\" : 4",
                        "\"patch_size\" : 2",
                        "\"num_labels\" : 5",
                        "\"problem_type\" : \"single_label_classification\"");
    }

    private static VisionConfig vit(Pooling pooling) {
        return VisionConfig.of(
                new ExampleShape.Pictures(4, 4, 5, LabelKind.SINGLE), new ModelSizes(2, 3, 2, 8), 2, pooling);
    }
}

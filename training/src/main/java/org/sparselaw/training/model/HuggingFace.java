package org.sparselaw.training.model;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sparselaw.job.DataException;
import org.sparselaw.pipeline.shard.LabelKind;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.model.TextArchitecture.Activation;
import org.sparselaw.training.model.TextArchitecture.Logits;

/**
 * Checkpoints as {@code transformers} has them: {@code model.safetensors} with the tensors of T5ForConditionalGeneration or
 * ViTForImageClassification, and {@code config.json} beside it. Names, shapes and layouts are those of its modeling_t5.py
 * and modeling_vit.py (linear weights are [out, in], that of the patches [width, 3, patch, patch]). In T5, encoder, decoder
 * and {@code shared} are one embedding that a file may hold under any of its names, and {@code lm_head} is the embedding too
 * when logits are tied.
 *
 * <p>A decoder-only model and a ViT with mean pooling have no counterpart in {@code transformers}: their files have the same
 * form and no {@code config.json}.
 */
public final class HuggingFace {
    private static final List<String> EMBEDDINGS =
            List.of(TransformerTensors.EMBEDDING, "encoder.embed_tokens.weight", "decoder.embed_tokens.weight");

    /** In the first published T5 files, unused there too: cross-attention has no relative positions. */
    private static final String UNUSED = "decoder.block.0.layer.1.EncDecAttention.relative_attention_bias.weight";

    private HuggingFace() {}

    /**
     * Sets all weights of a model.
     *
     * @throws DataException when the file is not whole, or its tensors are not those of this model, in names or shapes
     */
    public static void read(Storage file, Architecture architecture, List<Parameter> parameters) {
        Set<String> held = new HashSet<>(Safetensors.names(file));
        Map<String, Safetensors.Entry> wanted = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            String name = parameter.name();
            if (name.equals(TransformerTensors.EMBEDDING)) {
                name = EMBEDDINGS.stream().filter(held::contains).findFirst().orElse(name);
            }
            wanted.put(name, new Safetensors.Entry(name, parameter.shape(), parameter.weights()));
        }
        for (String name : held) {
            boolean alias = EMBEDDINGS.contains(name)
                    || (name.equals(TransformerTensors.LOGITS)
                            && architecture instanceof TextArchitecture text
                            && text.logits() == Logits.TIED);
            if (!wanted.containsKey(name) && !alias && !name.equals(UNUSED)) {
                throw new DataException(
                        file + ": has a tensor " + name + ", which " + architecture.description() + " has not");
            }
        }
        Safetensors.read(file, List.copyOf(wanted.values()));
    }

    /**
     * Writes the weights, and {@code config.json} in the same folder for a model that {@code transformers} has.
     *
     * @param metadata of the file; {@code format: pt} is added, without which {@code transformers} does not read it
     */
    public static void write(
            Storage folder, Architecture architecture, List<Parameter> parameters, Map<String, String> metadata) {
        Map<String, String> all = new LinkedHashMap<>(metadata);
        all.put("format", "pt");
        config(architecture).ifPresent(config -> folder.child("config.json").write(config));
        Safetensors.write(
                folder.child("model.safetensors"),
                all,
                parameters.stream().map(Safetensors.Entry::of).toList());
    }

    /** Absent for a model that {@code transformers} has not. */
    private static Optional<String> config(Architecture architecture) {
        return switch (architecture.family()) {
            case T5 -> Optional.of(t5((TextArchitecture) architecture));
            case DECODER -> Optional.empty();
            case VIT ->
                Optional.of((VisionConfig) architecture)
                        .filter(vit -> vit.pooling() == Pooling.CLASS_TOKEN)
                        .map(HuggingFace::vit);
        };
    }

    /** The keys of configuration_vit.py. */
    private static String vit(VisionConfig architecture) {
        ObjectNode config = JsonMapper.builder().build().createObjectNode();
        config.putArray("architectures").add("ViTForImageClassification");
        config.put("model_type", "vit");
        config.put("hidden_size", architecture.width());
        config.put("num_hidden_layers", architecture.layers());
        config.put("num_attention_heads", architecture.heads());
        config.put("intermediate_size", architecture.mlp());
        config.put("hidden_act", "gelu");
        config.put("hidden_dropout_prob", 0);
        config.put("attention_probs_dropout_prob", 0);
        config.put("layer_norm_eps", 1e-12);
        if (architecture.imageHeight() == architecture.imageWidth()) {
            config.put("image_size", architecture.imageHeight());
        } else {
            config.putArray("image_size").add(architecture.imageHeight()).add(architecture.imageWidth());
        }
        config.put("patch_size", architecture.patch());
        config.put("num_channels", VisionConfig.CHANNELS);
        config.put("qkv_bias", true);
        config.put("num_labels", architecture.classes());
        boolean single = architecture.labels() == LabelKind.SINGLE;
        config.put("problem_type", single ? "single_label_classification" : "multi_label_classification");
        return config.toPrettyString() + "\n";
    }

    /** The keys of configuration_t5.py. */
    private static String t5(TextArchitecture architecture) {
        ObjectNode config = JsonMapper.builder().build().createObjectNode();
        config.putArray("architectures").add("T5ForConditionalGeneration");
        config.put("model_type", "t5");
        config.put("is_encoder_decoder", true);
        config.put("vocab_size", architecture.vocabulary());
        config.put("d_model", architecture.width());
        config.put("d_kv", architecture.headSize());
        config.put("d_ff", architecture.mlp());
        config.put("num_heads", architecture.heads());
        config.put("num_layers", architecture.encoderLayers());
        config.put("num_decoder_layers", architecture.decoderLayers());
        config.put("relative_attention_num_buckets", architecture.relativeBuckets());
        config.put("relative_attention_max_distance", architecture.relativeMaxDistance());
        config.put("feed_forward_proj", architecture.activation() == Activation.RELU ? "relu" : "gated-gelu");
        config.put("tie_word_embeddings", architecture.logits() == Logits.TIED);
        config.put("layer_norm_epsilon", 1e-6);
        config.put("dropout_rate", 0);
        config.put("pad_token_id", 0);
        config.put("decoder_start_token_id", 0);
        config.put("eos_token_id", 1);
        return config.toPrettyString() + "\n";
    }
}

package org.sparselaw.training.model;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.model.Architecture.Activation;
import org.sparselaw.training.model.Architecture.Logits;

/**
 * Checkpoints as {@code transformers} has them: {@code model.safetensors} with the tensors of T5ForConditionalGeneration, and
 * {@code config.json} beside it. Names, shapes and layouts are those of its modeling_t5.py (linear weights are [out, in]),
 * where encoder, decoder and {@code shared} are one embedding that a file may hold under any of its names, and where
 * {@code lm_head} is the embedding too when logits are tied.
 *
 * <p>A decoder-only model has no counterpart in {@code transformers}: its files have the same form and no {@code config.json}.
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
                    || (name.equals(TransformerTensors.LOGITS) && architecture.logits() == Logits.TIED);
            if (!wanted.containsKey(name) && !alias && !name.equals(UNUSED)) {
                throw new DataException(file + ": has a tensor " + name + ", which a model of family "
                        + architecture.family() + " with " + architecture.encoderLayers() + "+"
                        + architecture.decoderLayers() + " layers, " + architecture.activation() + " and "
                        + architecture.logits() + " logits has not");
            }
        }
        Safetensors.read(file, List.copyOf(wanted.values()));
    }

    /**
     * Writes the weights, and for T5 {@code config.json} in the same folder.
     *
     * @param metadata of the file; {@code format: pt} is added, without which {@code transformers} does not read it
     */
    public static void write(
            Storage folder, Architecture architecture, List<Parameter> parameters, Map<String, String> metadata) {
        Map<String, String> all = new LinkedHashMap<>(metadata);
        all.put("format", "pt");
        if (architecture.family() == Family.T5) {
            folder.child("config.json").write(config(architecture));
        }
        Safetensors.write(
                folder.child("model.safetensors"),
                all,
                parameters.stream().map(Safetensors.Entry::of).toList());
    }

    /** The keys of configuration_t5.py. */
    private static String config(Architecture architecture) {
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

package org.sparselaw.training.model;

import java.util.ArrayList;
import java.util.List;
import org.sparselaw.training.model.TensorSpec.Role;
import org.sparselaw.training.model.TextArchitecture.Activation;
import org.sparselaw.training.model.TextArchitecture.Logits;

/**
 * Names, shapes and order of the tensors of a model: those of Hugging Face's T5ForConditionalGeneration; a decoder-only model
 * has those of its decoder, without cross-attention.
 */
final class TransformerTensors {
    static final String EMBEDDING = "shared.weight";
    static final String LOGITS = "lm_head.weight";

    private final TextArchitecture config;
    private final List<TensorSpec> tensors = new ArrayList<>();

    private TransformerTensors(TextArchitecture config) {
        this.config = config;
    }

    static List<TensorSpec> of(TextArchitecture config) {
        TransformerTensors all = new TransformerTensors(config);
        all.add(EMBEDDING, Role.EMBEDDING, config.vocabulary(), config.width());
        boolean encoder = config.encoderLayers() > 0;
        for (int i = 0; i < config.encoderLayers(); i++) {
            all.attention(layer("encoder", i, 0), "SelfAttention", i == 0);
            all.feedForward(layer("encoder", i, 1));
        }
        if (encoder) {
            all.norm("encoder.final_layer_norm");
        }
        for (int i = 0; i < config.decoderLayers(); i++) {
            all.attention(layer("decoder", i, 0), "SelfAttention", i == 0);
            if (encoder) {
                all.attention(layer("decoder", i, 1), "EncDecAttention", false);
            }
            all.feedForward(layer("decoder", i, encoder ? 2 : 1));
        }
        all.norm("decoder.final_layer_norm");
        if (config.logits() == Logits.UNTIED) {
            all.add(LOGITS, Role.LOGITS, config.vocabulary(), config.width());
        }
        return List.copyOf(all.tensors);
    }

    /** Prefix of the tensors of one sublayer. */
    static String layer(String stack, int block, int sublayer) {
        return stack + ".block." + block + ".layer." + sublayer;
    }

    /** Name of the relative-position table that all blocks of a stack share. */
    static String relativeBias(String stack) {
        return layer(stack, 0, 0) + ".SelfAttention.relative_attention_bias.weight";
    }

    private void attention(String layer, String kind, boolean withRelativeBias) {
        String prefix = layer + "." + kind;
        for (String projection : List.of(".q", ".k", ".v")) {
            add(prefix + projection + ".weight", Role.KERNEL, config.attentionWidth(), config.width());
        }
        add(prefix + ".o.weight", Role.KERNEL, config.width(), config.attentionWidth());
        if (withRelativeBias) {
            add(
                    prefix + ".relative_attention_bias.weight",
                    Role.RELATIVE_BIAS,
                    config.relativeBuckets(),
                    config.heads());
        }
        norm(layer + ".layer_norm");
    }

    private void feedForward(String layer) {
        String prefix = layer + ".DenseReluDense";
        for (String map : config.activation() == Activation.GATED_GELU ? List.of(".wi_0", ".wi_1") : List.of(".wi")) {
            add(prefix + map + ".weight", Role.KERNEL, config.mlp(), config.width());
        }
        add(prefix + ".wo.weight", Role.KERNEL, config.width(), config.mlp());
        norm(layer + ".layer_norm");
    }

    private void norm(String name) {
        add(name + ".weight", Role.NORM, config.width());
    }

    private void add(String name, Role role, Integer... shape) {
        tensors.add(new TensorSpec(name, List.of(shape), role));
    }
}

package org.sparselaw.training.model;

import java.util.ArrayList;
import java.util.List;
import org.sparselaw.training.model.TensorSpec.Role;

/** Names, shapes and order of the tensors of a T5.1.1 checkpoint of Hugging Face (T5ForConditionalGeneration). */
final class T5Tensors {
    static final String EMBEDDING = "shared.weight";
    static final String LOGITS = "lm_head.weight";

    private final T5Config config;
    private final List<TensorSpec> tensors = new ArrayList<>();

    private T5Tensors(T5Config config) {
        this.config = config;
    }

    static List<TensorSpec> of(T5Config config) {
        T5Tensors all = new T5Tensors(config);
        all.add(EMBEDDING, Role.EMBEDDING, config.vocabulary(), config.width());
        for (int i = 0; i < config.encoderLayers(); i++) {
            all.attention(layer("encoder", i, 0), "SelfAttention", i == 0);
            all.feedForward(layer("encoder", i, 1));
        }
        all.norm("encoder.final_layer_norm");
        for (int i = 0; i < config.decoderLayers(); i++) {
            all.attention(layer("decoder", i, 0), "SelfAttention", i == 0);
            all.attention(layer("decoder", i, 1), "EncDecAttention", false);
            all.feedForward(layer("decoder", i, 2));
        }
        all.norm("decoder.final_layer_norm");
        all.add(LOGITS, Role.LOGITS, config.vocabulary(), config.width());
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
        add(prefix + ".wi_0.weight", Role.KERNEL, config.mlp(), config.width());
        add(prefix + ".wi_1.weight", Role.KERNEL, config.mlp(), config.width());
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

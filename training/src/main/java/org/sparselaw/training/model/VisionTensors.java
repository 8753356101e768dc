package org.sparselaw.training.model;

import java.util.ArrayList;
import java.util.List;
import org.sparselaw.training.model.TensorSpec.Role;

/**
 * Names, shapes and order of the tensors of a vision transformer: those of Hugging Face's ViTForImageClassification
 * (modeling_vit.py). With mean pooling, which it does not have, there is no class token, and one position embedding less.
 */
final class VisionTensors {
    static final String CLASS_TOKEN = "vit.embeddings.cls_token";
    static final String POSITIONS = "vit.embeddings.position_embeddings";
    static final String PATCHES = "vit.embeddings.patch_embeddings.projection";
    static final String FINAL_NORM = "vit.layernorm";
    static final String CLASSIFIER = "classifier";

    private final VisionConfig config;
    private final List<TensorSpec> tensors = new ArrayList<>();

    private VisionTensors(VisionConfig config) {
        this.config = config;
    }

    static List<TensorSpec> of(VisionConfig config) {
        VisionTensors all = new VisionTensors(config);
        int width = config.width();
        if (config.pooling() == Pooling.CLASS_TOKEN) {
            all.add(CLASS_TOKEN, Role.POSITION, 1, 1, width);
        }
        all.add(POSITIONS, Role.POSITION, 1, config.positions(), width);
        all.add(PATCHES + ".weight", Role.EMBEDDING, width, VisionConfig.CHANNELS, config.patch(), config.patch());
        all.add(PATCHES + ".bias", Role.EMBEDDING, width);
        for (int i = 0; i < config.layers(); i++) {
            String layer = layer(i);
            for (String map : List.of("query", "key", "value")) {
                all.map(layer + ".attention.attention." + map, width, width);
            }
            all.map(layer + ".attention.output.dense", width, width);
            all.map(layer + ".intermediate.dense", config.mlp(), width);
            all.map(layer + ".output.dense", width, config.mlp());
            all.norm(layer + ".layernorm_before");
            all.norm(layer + ".layernorm_after");
        }
        all.norm(FINAL_NORM);
        all.add(CLASSIFIER + ".weight", Role.LOGITS, config.classes(), width);
        all.add(CLASSIFIER + ".bias", Role.LOGITS, config.classes());
        return List.copyOf(all.tensors);
    }

    /** Prefix of the tensors of one block. */
    static String layer(int block) {
        return "vit.encoder.layer." + block;
    }

    private void map(String name, int out, int in) {
        add(name + ".weight", Role.KERNEL, out, in);
        add(name + ".bias", Role.BIAS, out);
    }

    private void norm(String name) {
        add(name + ".weight", Role.NORM, config.width());
        add(name + ".bias", Role.BIAS, config.width());
    }

    private void add(String name, Role role, Integer... shape) {
        tensors.add(new TensorSpec(name, List.of(shape), role));
    }
}

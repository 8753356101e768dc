package org.sparselaw.training.model;

import java.util.List;

/** The sizes of a transformer, from which its tensors and its counts follow, and with a device the model itself. */
public sealed interface Architecture permits TextArchitecture, VisionConfig {
    Family family();

    /** Of the residual stream (d_model). */
    int width();

    /** Attention heads. */
    int heads();

    int headSize();

    /** Hidden width of the feed-forward layers (d_ff). */
    int mlp();

    /** In a few words, for messages: {@code a model of family t5 with 2+2 layers ...}. */
    String description();

    /** All parameter tensors, in the order of {@link Model#parameters}. */
    List<TensorSpec> tensors();

    /** Width of all heads together. */
    default int attentionWidth() {
        return heads() * headSize();
    }

    /** All parameters, embeddings and logits included; zeros count. */
    default long parametersWithEmbeddings() {
        return tensors().stream().mapToLong(TensorSpec::size).sum();
    }

    /** Parameters without embeddings and logits: N of a dense model. */
    default long parametersWithoutEmbeddings() {
        return tensors().stream()
                .filter(t -> !t.isEmbeddingOrLogits())
                .mapToLong(TensorSpec::size)
                .sum();
    }
}

package org.sparselaw.training.model;

import java.util.List;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;

/**
 * The sizes of a T5.1.1 encoder-decoder (Raffel et al. 2020; T5.1.1: gated GELU, untied logits).
 *
 * @param vocabulary pieces and extra ids
 * @param width of the residual stream (d_model)
 * @param heads attention heads of {@code headSize} (d_kv); heads * headSize need not be the width
 * @param mlp hidden width of the feed-forward layers (d_ff)
 * @param relativeBuckets relative-position buckets; the encoder gives half of them to each direction
 * @param relativeMaxDistance from this distance on, positions share the last bucket
 */
public record T5Config(
        @Range("[2, inf)") int vocabulary,
        @Range("[1, inf)") int width,
        @Range("[1, inf)") int heads,
        @Range("[1, inf)") int headSize,
        @Range("[1, inf)") int encoderLayers,
        @Range("[1, inf)") int decoderLayers,
        @Range("[1, inf)") int mlp,
        @Default("32") @Range("[4, inf)") int relativeBuckets,
        @Default("128") @Range("[2, inf)") int relativeMaxDistance) {

    public T5Config {
        if (relativeBuckets % 4 != 0) {
            throw new IllegalArgumentException("relative-buckets must be a multiple of 4, but is " + relativeBuckets);
        }
        if (relativeMaxDistance <= relativeBuckets / 2) {
            throw new IllegalArgumentException("relative-max-distance must be greater than half of relative-buckets ("
                    + relativeBuckets / 2 + "), but is " + relativeMaxDistance);
        }
    }

    /** With the buckets of the published models: 32 up to distance 128. */
    public static T5Config of(
            int vocabulary, int width, int heads, int headSize, int encoderLayers, int decoderLayers, int mlp) {
        return new T5Config(vocabulary, width, heads, headSize, encoderLayers, decoderLayers, mlp, 32, 128);
    }

    /** Width of all heads together. */
    public int attentionWidth() {
        return heads * headSize;
    }

    /** All parameter tensors, in the order of {@link T5#parameters}. */
    public List<TensorSpec> tensors() {
        return T5Tensors.of(this);
    }

    /** All parameters, embeddings and logits included; zeros count. */
    public long parametersWithEmbeddings() {
        return tensors().stream().mapToLong(TensorSpec::size).sum();
    }

    /** Parameters without embeddings and logits: N of a dense model. */
    public long parametersWithoutEmbeddings() {
        return tensors().stream()
                .filter(t -> !t.isEmbeddingOrLogits())
                .mapToLong(TensorSpec::size)
                .sum();
    }
}

package org.sparselaw.training.model;

import java.util.List;
import java.util.function.ToLongFunction;
import org.sparselaw.training.device.Device;

/**
 * The sizes of a text transformer, from which its tensors, its counts and the model itself follow.
 *
 * <p>All families are built of the same blocks: RMS norm before each sublayer, no biases, attention logits that are not divided
 * by sqrt(headSize), relative position buckets shared by the blocks of a stack.
 */
public sealed interface Architecture permits T5Config, DecoderConfig {
    /** Where the logits' weights come from. */
    enum Logits {
        /** A tensor of their own. */
        UNTIED,
        /** The embedding; what it multiplies is divided by sqrt(width), as T5 does (Raffel et al. 2020). */
        TIED
    }

    /** What stands between the linear maps of a feed-forward layer. */
    enum Activation {
        /** gelu(x W0) * (x W1) (Shazeer 2020): T5.1.1. */
        GATED_GELU,
        /** max(0, x W): the first T5. */
        RELU
    }

    Family family();

    int vocabulary();

    /** Of the residual stream (d_model). */
    int width();

    /** Attention heads; heads * headSize need not be the width. */
    int heads();

    int headSize();

    int encoderLayers();

    int decoderLayers();

    /** Hidden width of the feed-forward layers (d_ff). */
    int mlp();

    int relativeBuckets();

    int relativeMaxDistance();

    Logits logits();

    Activation activation();

    /**
     * The model with all its memory; weights are zero until {@link Model#initialise}.
     *
     * @param batch examples a step
     * @param inputLength encoder tokens an example, 0 without an encoder
     * @param targetLength decoder tokens an example
     */
    Model on(Device device, int batch, int inputLength, int targetLength);

    /** Width of all heads together. */
    default int attentionWidth() {
        return heads() * headSize();
    }

    /** All parameter tensors, in the order of {@link Model#parameters}. */
    default List<TensorSpec> tensors() {
        return TransformerTensors.of(this);
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

    /** As {@link TransformerFlop#perExample} defines it. */
    default double flopPerExample(int inputLength, int targetLength, ToLongFunction<TensorSpec> nonZeros) {
        return new TransformerFlop(this, inputLength, targetLength).perExample(nonZeros);
    }

    /** @throws IllegalArgumentException for buckets that cannot be halved, or a greatest distance among the exact ones */
    static void checkBuckets(int buckets, int maxDistance) {
        if (buckets % 4 != 0) {
            throw new IllegalArgumentException("relative-buckets must be a multiple of 4, but is " + buckets);
        }
        if (maxDistance <= buckets / 2) {
            throw new IllegalArgumentException("relative-max-distance must be greater than half of relative-buckets ("
                    + buckets / 2 + "), but is " + maxDistance);
        }
    }
}

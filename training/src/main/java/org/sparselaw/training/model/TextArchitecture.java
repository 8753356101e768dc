package org.sparselaw.training.model;

import java.util.List;
import java.util.function.ToLongFunction;
import org.sparselaw.training.device.Device;

/**
 * The sizes of a text transformer.
 *
 * <p>All families are built of the same blocks: RMS norm before each sublayer, no biases, attention logits that are not divided
 * by sqrt(headSize), relative position buckets shared by the blocks of a stack. heads * headSize need not be the width.
 */
public sealed interface TextArchitecture extends Architecture permits T5Config, DecoderConfig {
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

    int vocabulary();

    int encoderLayers();

    int decoderLayers();

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

    @Override
    default String description() {
        return "a model of family " + family() + " with " + encoderLayers() + "+" + decoderLayers() + " layers, "
                + activation() + " and " + logits() + " logits";
    }

    @Override
    default List<TensorSpec> tensors() {
        return TransformerTensors.of(this);
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

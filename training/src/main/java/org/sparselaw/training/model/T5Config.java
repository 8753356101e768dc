package org.sparselaw.training.model;

import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;
import org.sparselaw.training.device.Device;

/**
 * The sizes of a T5 encoder-decoder (Raffel et al. 2020). T5.1.1 has untied logits and gated GELU, the first T5 tied logits and
 * ReLU.
 *
 * @param vocabulary pieces and extra ids
 * @param width of the residual stream (d_model)
 * @param heads attention heads of {@code headSize} (d_kv); heads * headSize need not be the width
 * @param mlp hidden width of the feed-forward layers (d_ff)
 * @param relativeBuckets relative-position buckets; the encoder gives half of them to each direction
 * @param relativeMaxDistance from this distance on, positions share the last bucket
 */
@Variant(key = "family", value = "t5")
public record T5Config(
        @Range("[2, inf)") int vocabulary,
        @Range("[1, inf)") int width,
        @Range("[1, inf)") int heads,
        @Range("[1, inf)") int headSize,
        @Range("[1, inf)") int encoderLayers,
        @Range("[1, inf)") int decoderLayers,
        @Range("[1, inf)") int mlp,
        @Default("32") @Range("[4, inf)") int relativeBuckets,
        @Default("128") @Range("[2, inf)") int relativeMaxDistance,
        @Default("untied") Logits logits,
        @Default("gated-gelu") Activation activation)
        implements TextArchitecture {

    public T5Config {
        TextArchitecture.checkBuckets(relativeBuckets, relativeMaxDistance);
    }

    /** T5.1.1 with the buckets of the published models: 32 up to distance 128. */
    public static T5Config of(
            int vocabulary, int width, int heads, int headSize, int encoderLayers, int decoderLayers, int mlp) {
        return new T5Config(
                vocabulary,
                width,
                heads,
                headSize,
                encoderLayers,
                decoderLayers,
                mlp,
                32,
                128,
                Logits.UNTIED,
                Activation.GATED_GELU);
    }

    /** The same with other buckets. */
    public T5Config withBuckets(int buckets, int maxDistance) {
        return new T5Config(
                vocabulary,
                width,
                heads,
                headSize,
                encoderLayers,
                decoderLayers,
                mlp,
                buckets,
                maxDistance,
                logits,
                activation);
    }

    /** The same of another version: T5.1.1 is {@code UNTIED, GATED_GELU}, the first T5 {@code TIED, RELU}. */
    public T5Config with(Logits otherLogits, Activation otherActivation) {
        return new T5Config(
                vocabulary,
                width,
                heads,
                headSize,
                encoderLayers,
                decoderLayers,
                mlp,
                relativeBuckets,
                relativeMaxDistance,
                otherLogits,
                otherActivation);
    }

    @Override
    public Family family() {
        return Family.T5;
    }

    @Override
    public Model on(Device device, int batch, int inputLength, int targetLength) {
        return new T5(device, this, batch, inputLength, targetLength);
    }
}

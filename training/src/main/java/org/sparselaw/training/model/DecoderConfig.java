package org.sparselaw.training.model;

import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;
import org.sparselaw.training.device.Device;

/**
 * The sizes of a decoder-only transformer: the decoder of T5.1.1 without cross-attention (the paper's decoder-only models have
 * 12 layers, windows of 512 tokens and tied logits).
 *
 * @param vocabulary pieces and extra ids
 * @param width of the residual stream
 * @param heads attention heads of {@code headSize}; heads * headSize need not be the width
 * @param layers blocks of self-attention and feed-forward
 * @param mlp hidden width of the feed-forward layers
 * @param relativeBuckets relative-position buckets
 * @param relativeMaxDistance from this distance on, positions share the last bucket
 */
@Variant(key = "family", value = "decoder")
public record DecoderConfig(
        @Range("[2, inf)") int vocabulary,
        @Range("[1, inf)") int width,
        @Range("[1, inf)") int heads,
        @Range("[1, inf)") int headSize,
        @Range("[1, inf)") int layers,
        @Range("[1, inf)") int mlp,
        @Default("32") @Range("[4, inf)") int relativeBuckets,
        @Default("128") @Range("[2, inf)") int relativeMaxDistance,
        @Default("tied") Logits logits,
        @Default("gated-gelu") Activation activation)
        implements TextArchitecture {

    public DecoderConfig {
        TextArchitecture.checkBuckets(relativeBuckets, relativeMaxDistance);
    }

    /** With tied logits, gated GELU and T5's buckets: 32 up to distance 128. */
    public static DecoderConfig of(int vocabulary, int width, int heads, int headSize, int layers, int mlp) {
        return new DecoderConfig(
                vocabulary, width, heads, headSize, layers, mlp, 32, 128, Logits.TIED, Activation.GATED_GELU);
    }

    /** The same with other logits or another activation. */
    public DecoderConfig with(Logits otherLogits, Activation otherActivation) {
        return new DecoderConfig(
                vocabulary,
                width,
                heads,
                headSize,
                layers,
                mlp,
                relativeBuckets,
                relativeMaxDistance,
                otherLogits,
                otherActivation);
    }

    @Override
    public Family family() {
        return Family.DECODER;
    }

    @Override
    public int encoderLayers() {
        return 0;
    }

    @Override
    public int decoderLayers() {
        return layers;
    }

    @Override
    public Model on(Device device, int batch, int inputLength, int targetLength) {
        return new DecoderOnly(device, this, batch, targetLength);
    }
}

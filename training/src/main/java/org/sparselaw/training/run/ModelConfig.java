package org.sparselaw.training.run;

import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.training.model.T5Config;

/**
 * The shape of T5 models of all widths; the section {@code model} of a configuration.
 *
 * @param width of the residual stream, a multiple of the head size
 * @param headSize width of an attention head; there are width / headSize of them
 * @param layers of the encoder, and as many of the decoder
 * @param mlpRatio hidden width of the feed-forward layers relative to the width (T5.1.1 base: 2048 / 768)
 */
public record ModelConfig(
        @Default("64") @Range("[1, inf)") int width,
        @Default("32") @Range("[1, inf)") int headSize,
        @Default("2") @Range("[1, inf)") int layers,
        @Default("2") @Range("(0, inf)") double mlpRatio) {
    private static final int VOCABULARY_MULTIPLE = 128;

    public ModelConfig {
        if (width % headSize != 0) {
            throw new IllegalArgumentException("width " + width + " must be a multiple of head-size " + headSize);
        }
    }

    public ModelConfig withWidth(int other) {
        return new ModelConfig(other, headSize, layers, mlpRatio);
    }

    /**
     * The model for a vocabulary, which is rounded up to a multiple of 128 as T5's is.
     *
     * @param vocabulary pieces and extra ids
     */
    public T5Config t5(int vocabulary) {
        int rounded = (vocabulary + VOCABULARY_MULTIPLE - 1) / VOCABULARY_MULTIPLE * VOCABULARY_MULTIPLE;
        int mlp = Math.max(1, (int) Math.rint(mlpRatio * width));
        return T5Config.of(rounded, width, width / headSize, headSize, layers, layers, mlp);
    }
}

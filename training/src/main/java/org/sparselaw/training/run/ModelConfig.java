package org.sparselaw.training.run;

import java.util.Optional;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.training.model.Architecture;
import org.sparselaw.training.model.ExampleShape;
import org.sparselaw.training.model.ExampleShape.Tokens;
import org.sparselaw.training.model.Family;
import org.sparselaw.training.model.ModelOptions;
import org.sparselaw.training.model.ModelSizes;
import org.sparselaw.training.model.Pooling;
import org.sparselaw.training.model.TextArchitecture.Activation;
import org.sparselaw.training.model.TextArchitecture.Logits;
import org.sparselaw.training.model.VisionPreset;

/**
 * The shape of models of all widths; the section {@code model} of a configuration.
 *
 * @param family {@code t5}, {@code decoder} or {@code vit}
 * @param logits of text models: {@code untied} or {@code tied}; without it what the family has: T5 untied, decoder tied
 * @param activation of text models: {@code gated-gelu}, or {@code relu} for the first T5
 * @param patch of a vision transformer: side of the squares that images are cut into, in pixels
 * @param pooling of a vision transformer: {@code mean} or {@code class-token}
 * @param preset a vision transformer of the published sizes, {@code ti}, {@code s}, {@code b} or {@code l}, in place of the
 *     sizes below
 * @param width of the residual stream, a multiple of the head size
 * @param headSize width of an attention head; there are width / headSize of them
 * @param layers of each stack
 * @param mlpRatio hidden width of the feed-forward layers relative to the width (T5.1.1 base: 2048 / 768)
 */
public record ModelConfig(
        @Default("t5") Family family,
        Optional<Logits> logits,
        @Default("gated-gelu") Activation activation,
        @Default("4") @Range("[1, inf)") int patch,
        @Default("mean") Pooling pooling,
        Optional<VisionPreset> preset,
        @Default("64") @Range("[1, inf)") int width,
        @Default("32") @Range("[1, inf)") int headSize,
        @Default("2") @Range("[1, inf)") int layers,
        @Default("2") @Range("(0, inf)") double mlpRatio) {
    private static final int VOCABULARY_MULTIPLE = 128;

    public ModelConfig {
        if (width % headSize != 0) {
            throw new IllegalArgumentException("width " + width + " must be a multiple of head-size " + headSize);
        }
        if (preset.isPresent() && family != Family.VIT) {
            throw new IllegalArgumentException(
                    "preset " + preset.get() + " is one of family vit, but family is " + family);
        }
    }

    /** A T5.1.1. */
    static ModelConfig t5(int width, int headSize, int layers, double mlpRatio) {
        return new ModelConfig(
                Family.T5,
                Optional.empty(),
                Activation.GATED_GELU,
                4,
                Pooling.MEAN,
                Optional.empty(),
                width,
                headSize,
                layers,
                mlpRatio);
    }

    /**
     * The model for some examples. A vocabulary is rounded up to a multiple of 128, as T5's is.
     *
     * @throws IllegalArgumentException for images that cannot be cut into patches
     */
    public Architecture architecture(ExampleShape shape) {
        ModelSizes sizes = preset.map(VisionPreset::sizes)
                .orElseGet(() -> new ModelSizes(
                        width / headSize, headSize, layers, Math.max(1, (int) Math.rint(mlpRatio * width))));
        ExampleShape padded = shape instanceof Tokens tokens ? new Tokens(rounded(tokens.vocabulary())) : shape;
        return family.architecture(sizes, new ModelOptions(logits, activation, patch, pooling), padded);
    }

    private static int rounded(int vocabulary) {
        return (vocabulary + VOCABULARY_MULTIPLE - 1) / VOCABULARY_MULTIPLE * VOCABULARY_MULTIPLE;
    }
}

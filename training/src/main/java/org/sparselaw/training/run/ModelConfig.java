package org.sparselaw.training.run;

import java.util.Optional;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.training.model.Architecture;
import org.sparselaw.training.model.Architecture.Activation;
import org.sparselaw.training.model.Architecture.Logits;
import org.sparselaw.training.model.Family;

/**
 * The shape of models of all widths; the section {@code model} of a configuration.
 *
 * @param family {@code t5} or {@code decoder}
 * @param logits {@code untied} or {@code tied}; without it what the family has: T5 untied, decoder tied
 * @param activation {@code gated-gelu}, or {@code relu} for the first T5
 * @param width of the residual stream, a multiple of the head size
 * @param headSize width of an attention head; there are width / headSize of them
 * @param layers of each stack
 * @param mlpRatio hidden width of the feed-forward layers relative to the width (T5.1.1 base: 2048 / 768)
 */
public record ModelConfig(
        @Default("t5") Family family,
        Optional<Logits> logits,
        @Default("gated-gelu") Activation activation,
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

    /** A T5.1.1. */
    static ModelConfig t5(int width, int headSize, int layers, double mlpRatio) {
        return new ModelConfig(Family.T5, Optional.empty(), Activation.GATED_GELU, width, headSize, layers, mlpRatio);
    }

    /**
     * The model for a vocabulary, which is rounded up to a multiple of 128 as T5's is.
     *
     * @param vocabulary pieces and extra ids
     */
    public Architecture architecture(int vocabulary) {
        int rounded = (vocabulary + VOCABULARY_MULTIPLE - 1) / VOCABULARY_MULTIPLE * VOCABULARY_MULTIPLE;
        int mlp = Math.max(1, (int) Math.rint(mlpRatio * width));
        return family.architecture(rounded, width / headSize, headSize, layers, mlp, logits, activation);
    }
}

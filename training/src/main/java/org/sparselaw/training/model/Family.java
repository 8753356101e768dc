package org.sparselaw.training.model;

import java.util.Locale;
import org.sparselaw.training.model.ExampleShape.Pictures;
import org.sparselaw.training.model.ExampleShape.Tokens;
import org.sparselaw.training.model.TextArchitecture.Logits;

/** The kinds of models that configurations can name. */
public enum Family {
    /** Encoder-decoder; T5.1.1 unless told otherwise. */
    T5,
    /** Decoder-only, with tied logits unless told otherwise. */
    DECODER,
    /** Vision transformer. */
    VIT;

    /**
     * The model of this family whose width is heads * headSize.
     *
     * @param shape of the examples it is for: {@link Pictures} for a vision transformer, {@link Tokens} for others
     * @throws IllegalArgumentException for images that cannot be cut into patches
     */
    public Architecture architecture(ModelSizes sizes, ModelOptions options, ExampleShape shape) {
        return switch (this) {
            case T5 ->
                T5Config.of(
                                ((Tokens) shape).vocabulary(),
                                sizes.width(),
                                sizes.heads(),
                                sizes.headSize(),
                                sizes.layers(),
                                sizes.layers(),
                                sizes.mlp())
                        .with(options.logits().orElse(Logits.UNTIED), options.activation());
            case DECODER ->
                DecoderConfig.of(
                                ((Tokens) shape).vocabulary(),
                                sizes.width(),
                                sizes.heads(),
                                sizes.headSize(),
                                sizes.layers(),
                                sizes.mlp())
                        .with(options.logits().orElse(Logits.TIED), options.activation());
            case VIT -> VisionConfig.of((Pictures) shape, sizes, options.patch(), options.pooling());
        };
    }

    /** Whether its models read images; others read text. */
    public boolean readsImages() {
        return this == VIT;
    }

    /** As configurations and the run table name it: {@code t5}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

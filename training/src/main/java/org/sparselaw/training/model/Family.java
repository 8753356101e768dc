package org.sparselaw.training.model;

import java.util.Locale;
import java.util.Optional;
import org.sparselaw.training.model.Architecture.Activation;
import org.sparselaw.training.model.Architecture.Logits;

/** The kinds of models that configurations can name. */
public enum Family {
    /** Encoder-decoder; T5.1.1 unless told otherwise. */
    T5 {
        @Override
        public Architecture architecture(
                int vocabulary,
                int heads,
                int headSize,
                int layers,
                int mlp,
                Optional<Logits> logits,
                Activation activation) {
            return T5Config.of(vocabulary, heads * headSize, heads, headSize, layers, layers, mlp)
                    .with(logits.orElse(Logits.UNTIED), activation);
        }
    },
    /** Decoder-only, with tied logits unless told otherwise. */
    DECODER {
        @Override
        public Architecture architecture(
                int vocabulary,
                int heads,
                int headSize,
                int layers,
                int mlp,
                Optional<Logits> logits,
                Activation activation) {
            return DecoderConfig.of(vocabulary, heads * headSize, heads, headSize, layers, mlp)
                    .with(logits.orElse(Logits.TIED), activation);
        }
    };

    /**
     * The model of this family whose width is heads * headSize.
     *
     * @param layers of each stack
     * @param logits absent for what the family has by default
     */
    public abstract Architecture architecture(
            int vocabulary,
            int heads,
            int headSize,
            int layers,
            int mlp,
            Optional<Logits> logits,
            Activation activation);

    /** As configurations and the run table name it: {@code t5}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

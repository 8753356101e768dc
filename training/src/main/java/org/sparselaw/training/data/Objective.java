package org.sparselaw.training.data;

import org.sparselaw.training.model.Family;

/** What a model is trained to do with a window of tokens. */
public sealed interface Objective permits SpanCorruption, NextToken {
    /**
     * What the model gets of one window.
     *
     * @param inputs of the encoder; empty without one
     * @param targets what the decoder is to say
     */
    @SuppressWarnings("ArrayRecordComponent") // Passed straight on, never compared.
    record Example(int[] inputs, int[] targets) {}

    /**
     * The objective of a family of models: span corruption for T5, the next token for a decoder alone.
     *
     * @param window tokens a window
     * @param vocabulary pieces and extra ids
     * @param endOfSequence id
     */
    static Objective of(Family family, int window, int vocabulary, int endOfSequence) {
        return switch (family) {
            case T5 -> new SpanCorruption(window, vocabulary, endOfSequence);
            case DECODER -> new NextToken(window);
            case VIT -> throw new IllegalArgumentException("A vision transformer reads no tokens");
        };
    }

    /**
     * Makes an example of a window.
     *
     * @param key seed, epoch, place of the window and whatever else tells draws apart: the same key draws the same noise
     */
    Example example(int[] tokens, long... key);

    /** Encoder tokens of every example, 0 without an encoder. */
    int inputsLength();

    /** Decoder tokens of every example. */
    int targetsLength();

    /** Tokens of one example as D counts them. */
    int countedTokens();
}

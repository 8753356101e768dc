package org.sparselaw.pipeline.tokenizer;

/**
 * How text is changed before it is cut into pieces.
 *
 * @param name of the rules, for readers only
 * @param rules what replaces what
 * @param addDummyPrefix a space goes before the text, so that a word is the same at its beginning and within it
 * @param removeExtraWhitespaces spaces at both ends, and all but one between words, are dropped
 * @param escapeWhitespaces spaces become U+2581
 */
public record NormalizerSpec(
        String name,
        Charsmap rules,
        boolean addDummyPrefix,
        boolean removeExtraWhitespaces,
        boolean escapeWhitespaces) {

    /** SentencePiece's defaults: what holds for fields that the file leaves out. */
    static final NormalizerSpec DEFAULT = new NormalizerSpec("", Charsmap.NONE, true, true, true);
}

package org.sparselaw.pipeline.tokenizer.bytepair;

/**
 * A token that is found in text as it is, before words are.
 *
 * @param special marks the structure of a sequence, such as its end
 * @param normalized found after normalisation, and as normalised itself; others are found before
 */
record AddedToken(String content, int id, boolean special, boolean normalized) {}

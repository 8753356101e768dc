package org.sparselaw.pipeline.tokenizer.bytepair;

import java.util.List;

/**
 * What a {@code tokenizer.json} says, as far as it bears on ids.
 *
 * @param pieces by id, spelled in the {@link ByteAlphabet}; those of added tokens as they are
 * @param merges the sooner, the earlier it is applied
 * @param composes text is brought to normalisation form C first
 */
record BytePairModel(List<String> pieces, List<Merge> merges, List<AddedToken> addedTokens, boolean composes) {
    /** Two pieces that follow each other, and the piece that takes their place; by id. */
    record Merge(int left, int right, int product) {}

    BytePairModel {
        pieces = List.copyOf(pieces);
        merges = List.copyOf(merges);
        addedTokens = List.copyOf(addedTokens);
    }
}

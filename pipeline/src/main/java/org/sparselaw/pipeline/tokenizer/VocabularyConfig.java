package org.sparselaw.pipeline.tokenizer;

import org.sparselaw.config.Default;
import org.sparselaw.config.Range;

/**
 * How a vocabulary is trained.
 *
 * @param pieces size of the vocabulary, with padding, end of sequence and unknown
 * @param characterCoverage share of the corpus' characters, the most frequent first, that pieces must cover; others are
 *     unknown
 * @param maxPieceLength most characters of a piece
 * @param seedPieces most candidates that training starts from
 * @param words most distinct words, the most frequent first, that training sees
 */
public record VocabularyConfig(
        @Default("8000") @Range("[4, inf)") int pieces,
        @Default("0.9995") @Range("(0, 1]") double characterCoverage,
        @Default("16") @Range("[1, 64]") int maxPieceLength,
        @Default("1000000") @Range("[1, inf)") int seedPieces,
        @Default("1000000") @Range("[1, inf)") int words) {

    /** The defaults of all but the size. */
    public static VocabularyConfig ofPieces(int pieces) {
        return new VocabularyConfig(pieces, 0.9995, 16, 1_000_000, 1_000_000);
    }

    public VocabularyConfig {
        if (seedPieces < pieces) {
            throw new IllegalArgumentException(
                    "seed-pieces is " + seedPieces + ", below pieces, " + pieces + " (must be at least as many)");
        }
    }
}

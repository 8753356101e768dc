package org.sparselaw.pipeline.tokenizer;

import org.sparselaw.config.Default;
import org.sparselaw.config.Range;

/**
 * How a vocabulary is trained.
 *
 * @param algorithm how pieces are found
 * @param pieces size of the vocabulary, with padding and end of sequence, and the unknown piece or the 256 bytes
 * @param characterCoverage share of the corpus' characters, the most frequent first, that pieces must cover; others are
 *     unknown (unigram; with bytes nothing is)
 * @param maxPieceLength most characters of a piece (unigram)
 * @param seedPieces most candidates that training starts from (unigram)
 * @param words most distinct words, the most frequent first, that training sees
 */
public record VocabularyConfig(
        @Default("unigram") Algorithm algorithm,
        @Default("8000") @Range("[4, inf)") int pieces,
        @Default("0.9995") @Range("(0, 1]") double characterCoverage,
        @Default("16") @Range("[1, 64]") int maxPieceLength,
        @Default("1000000") @Range("[1, inf)") int seedPieces,
        @Default("1000000") @Range("[1, inf)") int words) {

    private static final int LEAST_WITH_BYTES = 258;

    /** The defaults of all but the size. */
    public static VocabularyConfig ofPieces(int pieces) {
        return new VocabularyConfig(Algorithm.UNIGRAM, pieces, 0.9995, 16, 1_000_000, 1_000_000);
    }

    public VocabularyConfig {
        if (algorithm == Algorithm.BPE && pieces < LEAST_WITH_BYTES) {
            throw new IllegalArgumentException("pieces is " + pieces + " (must be at least " + LEAST_WITH_BYTES
                    + " for bpe: padding, end of sequence and 256 bytes)");
        }
        if (algorithm == Algorithm.UNIGRAM && seedPieces < pieces) {
            throw new IllegalArgumentException(
                    "seed-pieces is " + seedPieces + ", below pieces, " + pieces + " (must be at least as many)");
        }
    }
}

package org.sparselaw.pipeline.tokenizer;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A unigram model in training: pieces in the order of their bytes, and the logarithms of their probabilities. */
final class TrainingModel {
    /** How much less likely than the rarest piece a character without a piece is; as in encoding. */
    private static final double UNKNOWN_PENALTY = 10;

    private final byte[][] pieces;
    private final double[] scores;
    private final double[] probabilities;
    private final PieceTrie trie;
    private final double minScore;

    /** @param pieces in unsigned byte order, distinct */
    TrainingModel(byte[][] pieces, double[] scores) {
        this.pieces = pieces;
        this.scores = scores;
        this.probabilities = DoubleStream.of(scores).map(StrictMath::exp).toArray();
        this.trie = new PieceTrie(pieces, IntStream.range(0, pieces.length).toArray());
        this.minScore = DoubleStream.of(scores).min().orElse(0);
    }

    /** The model of some of the pieces, with their scores. */
    TrainingModel only(int[] kept) {
        int[] sorted = IntStream.of(kept).sorted().toArray();
        return new TrainingModel(
                IntStream.of(sorted).mapToObj(i -> pieces[i]).toArray(byte[][]::new),
                IntStream.of(sorted).mapToDouble(i -> scores[i]).toArray());
    }

    int size() {
        return scores.length;
    }

    byte[] piece(int id) {
        return pieces[id];
    }

    PieceTrie trie() {
        return trie;
    }

    double minScore() {
        return minScore;
    }

    /** @param id of a piece, or {@link WordLattice#UNKNOWN} */
    double score(int id) {
        return id < 0 ? minScore - UNKNOWN_PENALTY : scores[id];
    }

    /** @param id of a piece, or {@link WordLattice#UNKNOWN} */
    double probability(int id) {
        return id < 0 ? StrictMath.exp(score(id)) : probabilities[id];
    }

    /** The score of a piece; NaN when the model does not have it. */
    double score(byte[] piece) {
        int found = Arrays.binarySearch(pieces, piece, Arrays::compareUnsigned);
        return found < 0 ? Double.NaN : scores[found];
    }
}

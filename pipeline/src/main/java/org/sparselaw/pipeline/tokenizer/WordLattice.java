package org.sparselaw.pipeline.tokenizer;

import java.util.Arrays;

/**
 * All segmentations of one word under a {@link TrainingModel}: edges from byte to byte, in the order of their beginnings.
 * Used again from word to word.
 */
final class WordLattice {
    /** The id of an edge over a character that has no piece of its own. */
    static final int UNKNOWN = -1;

    private int length;
    private int edges;
    private int[] from = new int[256];
    private int[] to = new int[256];
    private int[] id = new int[256];

    /** Of the best path to each byte: score and last edge (-1: none). */
    private double[] best = new double[0];

    private int[] last = new int[0];
    private double[] forward = new double[0];
    private double[] backward = new double[0];
    private double[] power = new double[0];

    /** Sets the word. */
    void fill(byte[] word, TrainingModel model) {
        length = word.length;
        edges = 0;
        if (best.length <= length) {
            best = new double[2 * length + 1];
            last = new int[2 * length + 1];
            forward = new double[2 * length + 1];
            backward = new double[2 * length + 1];
            power = new double[2 * length + 1];
        }
        PieceTrie trie = model.trie();
        for (int start = 0; start < length; ) {
            int next = start + Utf8.length(word[start]);
            boolean coversCharacter = false;
            long node = trie.root();
            for (int end = start; end < length; ) {
                node = trie.child(node, word[end++]);
                if (node == 0) {
                    break;
                }
                int piece = PieceTrie.id(node);
                if (piece >= 0) {
                    edge(start, end, piece);
                    coversCharacter |= end == next;
                }
            }
            if (!coversCharacter) {
                edge(start, next, UNKNOWN);
            }
            start = next;
        }
    }

    private void edge(int start, int end, int piece) {
        if (edges == from.length) {
            from = Arrays.copyOf(from, 2 * edges);
            to = Arrays.copyOf(to, 2 * edges);
            id = Arrays.copyOf(id, 2 * edges);
        }
        from[edges] = start;
        to[edges] = end;
        id[edges++] = piece;
    }

    /** The ids of the most probable segmentation. */
    int[] bestPath(TrainingModel model) {
        viterbi(model, length + 1);
        return path();
    }

    /** As {@link #bestPath}, but in two pieces or more; empty when there is none. */
    int[] bestSplit(TrainingModel model) {
        viterbi(model, length);
        return last[length] < 0 ? new int[0] : path();
    }

    private void viterbi(TrainingModel model, int lengthBelow) {
        Arrays.fill(last, 0, length + 1, -1);
        best[0] = 0;
        for (int e = 0; e < edges; e++) {
            if (to[e] - from[e] < lengthBelow && (from[e] == 0 || last[from[e]] >= 0)) {
                double score = best[from[e]] + model.score(id[e]);
                if (last[to[e]] < 0 || score > best[to[e]]) {
                    best[to[e]] = score;
                    last[to[e]] = e;
                }
            }
        }
    }

    private int[] path() {
        int pieces = 0;
        for (int end = length; end > 0; end = from[last[end]]) {
            pieces++;
        }
        int[] path = new int[pieces];
        for (int end = length; end > 0; end = from[last[end]]) {
            path[--pieces] = id[last[end]];
        }
        return path;
    }

    /**
     * Adds how often each piece is expected in {@code count} such words: the forward-backward algorithm, on probabilities.
     * Each byte is weighted with the inverse of its mean probability on the best path, which changes no expectation and
     * keeps the sums near 1.
     */
    void addExpected(TrainingModel model, double count, double[] expected) {
        viterbi(model, length + 1);
        double scale = StrictMath.exp(-best[length] / length);
        power[0] = 1;
        for (int i = 1; i <= length; i++) {
            power[i] = power[i - 1] * scale;
            forward[i] = 0;
            backward[i - 1] = 0;
        }
        forward[0] = 1;
        backward[length] = 1;
        for (int e = 0; e < edges; e++) {
            forward[to[e]] += forward[from[e]] * weight(model, e);
        }
        for (int e = edges - 1; e >= 0; e--) {
            backward[from[e]] += backward[to[e]] * weight(model, e);
        }
        double normalizer = count / forward[length];
        for (int e = 0; e < edges; e++) {
            if (id[e] >= 0) {
                expected[id[e]] += forward[from[e]] * weight(model, e) * backward[to[e]] * normalizer;
            }
        }
    }

    private double weight(TrainingModel model, int e) {
        return model.probability(id[e]) * power[to[e] - from[e]];
    }
}

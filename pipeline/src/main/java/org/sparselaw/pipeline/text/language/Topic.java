package org.sparselaw.pipeline.text.language;

import org.sparselaw.pipeline.text.language.Lexicon.Kind;

/**
 * The order of frequency of words in a topic: another one in each topic, so that a word which is rare in the language is
 * frequent where it belongs. The order is an affine map of the overall ranks, one-to-one because its factor is prime to the
 * number of words.
 */
final class Topic {
    private final int[] sizes = new int[Kind.values().length];
    private final long[] factors = new long[sizes.length];
    private final long[] shifts = new long[sizes.length];

    Topic(Lexicon lexicon, Random64 random) {
        for (Kind kind : Kind.values()) {
            int n = lexicon.size(kind);
            long factor = random.below(n);
            while (gcd(factor, n) != 1) {
                factor++;
            }
            sizes[kind.index()] = n;
            factors[kind.index()] = factor;
            shifts[kind.index()] = random.below(n);
        }
    }

    /** The word of a kind that has a rank here. */
    int word(Kind kind, int rank) {
        int k = kind.index();
        return (int) ((rank * factors[k] + shifts[k]) % sizes[k]);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}

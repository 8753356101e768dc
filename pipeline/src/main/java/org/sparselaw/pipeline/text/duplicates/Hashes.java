package org.sparselaw.pipeline.text.duplicates;

/** Hashes of sequences, a member at a time. */
final class Hashes {
    private static final long MULTIPLIER = 0x9e3779b97f4a7c15L; // 2^64 by the golden ratio (Knuth, volume 3, 6.4)

    private Hashes() {}

    /** The hash of a sequence that goes on with a member. */
    static long next(long hash, long member) {
        long h = ((hash ^ member) + 1) * MULTIPLIER;
        return h ^ (h >>> 32);
    }
}

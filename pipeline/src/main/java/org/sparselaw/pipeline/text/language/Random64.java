package org.sparselaw.pipeline.text.language;

/**
 * SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). The JDK has it too, but does not
 * promise to keep its numbers.
 */
final class Random64 {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private long state;

    Random64(long seed) {
        this.state = seed;
    }

    /** The finalizer of the generator: a well mixed function of its argument. */
    static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }

    /** A generator of its own for every pair of a seed and a number. */
    static Random64 of(long seed, long number) {
        return new Random64(mix(mix(seed + GOLDEN) + number * GOLDEN));
    }

    long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** Even in [0, 1). */
    double share() {
        return (next() >>> 11) * 0x1p-53;
    }

    boolean chance(double probability) {
        return share() < probability;
    }

    /** Even in [0, bound). */
    int below(int bound) {
        return (int) Math.multiplyHigh(next() >>> 1, 2L * bound);
    }
}

package org.sparselaw.training.data;

/**
 * The pseudo-random generator SplitMix64 (Steele, Lea and Flood 2014). Spelled out because shuffles and noise must come out
 * the same under every Java version, which {@link java.util.SplittableRandom} does not promise.
 */
final class SplitMix64 {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private long state;

    /** A stream of its own for every sequence of keys. */
    SplitMix64(long... keys) {
        for (long key : keys) {
            state = mix(state + GAMMA + key);
        }
    }

    long nextLong() {
        state += GAMMA;
        return mix(state);
    }

    /** Uniform in [0, bound) up to a bias below bound / 2^32. */
    int nextInt(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /** 0 .. size - 1 in random order (Fisher and Yates, as Durstenfeld 1964 wrote it). */
    int[] permutation(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}

package org.sparselaw.training.benchmark;

import java.util.SplittableRandom;

/** Weights for kernels whose time or result depends on them. */
final class RandomNumbers {
    private RandomNumbers() {}

    /** From -1 to 1. */
    static float[] uniform(int size, long seed) {
        return of(size, 1 << 24, seed);
    }

    /** From -1 to 1, of so many different magnitudes: with few of them there are many ties. */
    static float[] of(int size, int magnitudes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (random.nextInt(2 * magnitudes + 1) - magnitudes) / magnitudes;
        }
        return values;
    }
}

package org.sparselaw.pipeline.text.duplicates;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Signatures of sets whose hashes are equal as often as the sets are similar: P(equal) is the Jaccard similarity of the sets (Broder
 * 1997). Hash i of a set is the least of a_i x + b_i over its members x, modulo 2^32, with a_i odd: a permutation of the 32-bit
 * hashes that shingles are.
 */
public final class MinHash {
    private static final long SEED = 0x5eed;

    private final Banding banding;
    private final int[] factors;
    private final int[] shifts;

    public MinHash(Banding banding) {
        this.banding = banding;
        SplittableRandom random = new SplittableRandom(SEED);
        int hashes = banding.bands() * banding.rows();
        factors = random.ints(hashes).map(a -> a | 1).toArray();
        shifts = random.ints(hashes).toArray();
    }

    /** A hash for each band: that of its rows and its number. */
    public long[] bands(int[] set) {
        int[] signature = signature(set);
        long[] bands = new long[banding.bands()];
        for (int band = 0; band < bands.length; band++) {
            long h = band;
            for (int row = 0; row < banding.rows(); row++) {
                h = mixed(h ^ (signature[band * banding.rows() + row] & 0xffffffffL));
            }
            bands[band] = h;
        }
        return bands;
    }

    private int[] signature(int[] set) {
        int[] least = new int[factors.length];
        Arrays.fill(least, Integer.MAX_VALUE);
        for (int x : set) {
            for (int i = 0; i < least.length; i++) { // in vectors
                least[i] = Math.min(least[i], factors[i] * x + shifts[i]);
            }
        }
        return least;
    }

    /** MurmurHash3's last steps. */
    private static long mixed(long x) {
        long h = (x ^ (x >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}

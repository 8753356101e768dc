package org.sparselaw.training.model;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.sparselaw.storage.Sha256;

/**
 * Random numbers that depend on a seed and a name alone: SplitMix64 (Steele et al. 2014) from the first 8 bytes of SHA-256 of both.
 * Same numbers on every Java version, which java.util.random does not promise for normal ones.
 */
public final class RandomStream {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;
    private double spare = Double.NaN;

    public RandomStream(long seed, String name) {
        byte[] digest = HexFormat.of().parseHex(Sha256.of((seed + " " + name)));
        state = ByteBuffer.wrap(digest).getLong();
    }

    /** Uniform in [0, 1). */
    public double uniform() {
        state += GOLDEN_GAMMA;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        z ^= z >>> 31;
        return (z >>> 11) * 0x1p-53;
    }

    /** Normal with mean 0 and variance 1 (Box and Muller 1958). */
    double normal() {
        if (!Double.isNaN(spare)) {
            double value = spare;
            spare = Double.NaN;
            return value;
        }
        double radius = Math.sqrt(-2 * StrictMath.log(1 - uniform()));
        double angle = 2 * Math.PI * uniform();
        spare = radius * StrictMath.sin(angle);
        return radius * StrictMath.cos(angle);
    }
}

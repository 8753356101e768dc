package org.sparselaw.training.device.cpu;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The k greatest of 32-bit keys, which compare as unsigned whole numbers: a histogram of the upper 16 bits and one of the lower
 * 16 within one bucket give the k-th greatest in two passes. The bits of |w| are in the order of |w|, NaN greatest.
 */
final class RadixSelect {
    /** All but the sign of an f32. */
    static final int MAGNITUDE = 0x7fffffff;

    private static final int LOW_BITS = 16;

    private final int[] high = new int[1 << (Integer.SIZE - LOW_BITS)];
    private final int[] low = new int[1 << LOW_BITS];
    private int threshold;
    private long ties;

    /**
     * A run of keys.
     *
     * @param size how many of {@code bytes} there are
     * @param bits which bits of them make the key
     */
    record Keys(ByteBuffer bytes, int size, int bits) {
        static Keys magnitudes(CpuBuffer w) {
            return new Keys(w.bytes(), w.size(), MAGNITUDE);
        }

        int at(int index) {
            return bytes.getInt(index << 2) & bits;
        }
    }

    /** Finds the least of the {@code count} greatest keys, of all runs together. */
    void select(List<Keys> runs, long count) {
        Arrays.fill(high, 0);
        for (Keys keys : runs) {
            countHigh(keys);
        }
        int bucket = high.length - 1;
        long above = 0;
        while (above + high[bucket] < count) {
            above += high[bucket--];
        }
        Arrays.fill(low, 0);
        for (Keys keys : runs) {
            countLow(keys, bucket);
        }
        int rest = low.length - 1;
        while (above + low[rest] < count) {
            above += low[rest--];
        }
        threshold = bucket << LOW_BITS | rest;
        ties = count - above;
    }

    /** Whether a key is among those selected. To be asked for every key once, in their order: the first of equals are. */
    boolean keeps(int key) {
        return key == threshold ? ties-- > 0 : Integer.compareUnsigned(key, threshold) > 0;
    }

    /** Writes the mask of a run; to be called for every run once, in their order. */
    void write(Keys keys, CpuMask mask) {
        ByteBuffer keep = mask.keep().bytes();
        int kept = 0;
        for (int i = 0; i < keys.size(); i++) {
            boolean its = keeps(keys.at(i));
            kept += its ? 1 : 0;
            VectorMath.put(keep, i, its ? 1 : 0);
        }
        mask.kept(kept);
    }

    private void countHigh(Keys keys) {
        for (int i = 0; i < keys.size(); i++) {
            high[keys.at(i) >>> LOW_BITS]++;
        }
    }

    private void countLow(Keys keys, int bucket) {
        for (int i = 0; i < keys.size(); i++) {
            int key = keys.at(i);
            if (key >>> LOW_BITS == bucket) {
                low[key & (low.length - 1)]++;
            }
        }
    }
}

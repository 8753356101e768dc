package org.sparselaw.training.device.cpu;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Exact magnitude masks by radix select: the bits of |w|, as a whole number, are in the order of |w|; a histogram of the upper
 * 16 of the 31 bits and one of the lower 15 within one bucket give the k-th greatest in two passes. NaN counts as greater than
 * every number, -0 as 0.
 */
final class MaskKernels {
    private static final int LOW_BITS = 15;
    private static final int MAGNITUDE = 0x7fffffff;

    private final int[] high = new int[1 << (31 - LOW_BITS)];
    private final int[] low = new int[1 << LOW_BITS];

    void magnitudeMask(CpuBuffer w, int keep, CpuMask mask) {
        int size = w.size();
        ByteBuffer bytes = w.bytes();
        countHigh(bytes, size);
        int bucket = high.length - 1;
        int above = 0;
        while (above + high[bucket] < keep) {
            above += high[bucket--];
        }
        countLow(bytes, size, bucket);
        int rest = low.length - 1;
        while (above + low[rest] < keep) {
            above += low[rest--];
        }
        write(bytes, size, bucket << LOW_BITS | rest, keep - above, mask.keep().bytes());
        mask.kept(keep);
    }

    private static int magnitude(ByteBuffer w, int index) {
        return w.getInt(index << 2) & MAGNITUDE;
    }

    private void countHigh(ByteBuffer w, int size) {
        Arrays.fill(high, 0);
        for (int i = 0; i < size; i++) {
            high[magnitude(w, i) >>> LOW_BITS]++;
        }
    }

    private void countLow(ByteBuffer w, int size, int bucket) {
        Arrays.fill(low, 0);
        for (int i = 0; i < size; i++) {
            int magnitude = magnitude(w, i);
            if (magnitude >>> LOW_BITS == bucket) {
                low[magnitude & (low.length - 1)]++;
            }
        }
    }

    /** Keeps what is above the threshold and the first {@code ties} that equal it. */
    private static void write(ByteBuffer w, int size, int threshold, int ties, ByteBuffer keep) {
        int left = ties;
        for (int i = 0; i < size; i++) {
            int magnitude = magnitude(w, i);
            boolean kept = magnitude > threshold;
            if (magnitude == threshold && left > 0) {
                kept = true;
                left--;
            }
            VectorMath.put(keep, i, kept ? 1 : 0);
        }
    }
}

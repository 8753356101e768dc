package org.sparselaw.training.device;

import java.util.Arrays;

@SuppressWarnings("ArrayRecordComponent") // A place in memory, never compared.
record NaiveMask(boolean[] flags) implements Mask {
    static boolean[] of(Mask mask) {
        return ((NaiveMask) mask).flags;
    }

    static NaiveMask ofSize(int size) {
        boolean[] all = new boolean[size];
        Arrays.fill(all, true);
        return new NaiveMask(all);
    }

    @Override
    public int size() {
        return flags.length;
    }

    @Override
    public int kept() {
        int kept = 0;
        for (boolean k : flags) {
            kept += k ? 1 : 0;
        }
        return kept;
    }

    @Override
    public long[] toBits() {
        long[] bits = new long[(flags.length + 63) / 64];
        for (int i = 0; i < flags.length; i++) {
            if (flags[i]) {
                bits[i / 64] |= 1L << (i % 64);
            }
        }
        return bits;
    }

    @Override
    public void set(long[] bits) {
        for (int i = 0; i < flags.length; i++) {
            flags[i] = (bits[i / 64] >>> (i % 64) & 1) == 1;
        }
    }
}

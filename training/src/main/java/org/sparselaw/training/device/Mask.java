package org.sparselaw.training.device;

/** Which entries of a {@link Buffer} are kept, in the memory of one {@link Device}. A new mask keeps all. */
public interface Mask {
    int size();

    /** How many entries are kept. */
    int kept();

    /** A copy: bit {@code i % 64} of word {@code i / 64} is set when entry i is kept. */
    long[] toBits();

    /** Copies a mask in, in the form of {@link #toBits}. */
    void set(long[] bits);
}

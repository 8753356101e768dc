package org.sparselaw.pipeline.tokenizer.bytepair;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The ids of words met lately, for one thread: short words of few ids, each at the one place that its bytes hash to, so memory is
 * bounded (2 MiB) and an old word gives way to a new one.
 *
 * <p>An entry is four longs: 15 bytes of the word and their number, then six ids + 1 of 21 bits, 0 where there are fewer.
 */
final class WordCache {
    /** So many bytes behind a word are read, too: texts must be followed by as many, of any value. */
    static final int SLACK = 16;

    /** Ids of this size or more are not kept. */
    static final int MAX_IDS = (1 << 21) - 1;

    private static final int MAX_BYTES = 15;
    private static final int IDS_PER_LONG = 3;
    private static final int ID_BITS = 21;
    private static final long ID_MASK = (1 << ID_BITS) - 1;
    private static final int BITS = 16;
    private static final long MIX = 0x9e3779b97f4a7c15L;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long[] entries = new long[4 << BITS];
    private final WordMerging merging;

    WordCache(WordMerging merging) {
        this.merging = merging;
    }

    /** Appends the ids of the word {@code text[from, to)}, from the cache or by merging. */
    void append(byte[] text, int from, int to, Ids ids) {
        int length = to - from;
        if (length > MAX_BYTES) {
            merging.append(text, from, to, ids);
            return;
        }
        long low = (long) LONG.get(text, from);
        long high = (long) LONG.get(text, from + Long.BYTES);
        if (length < Long.BYTES) {
            low &= mask(length);
            high = 0;
        } else {
            high &= mask(length - Long.BYTES);
        }
        high |= (long) length << 56;
        int at = hash(low, high) << 2;
        if (entries[at] == low && entries[at + 1] == high) {
            unpack(entries[at + 2], ids);
            unpack(entries[at + 3], ids);
            return;
        }
        int before = ids.size();
        merging.append(text, from, to, ids);
        int found = ids.size() - before;
        if (found <= 2 * IDS_PER_LONG) {
            entries[at] = low;
            entries[at + 1] = high;
            entries[at + 2] = pack(ids, before, Math.min(found, IDS_PER_LONG));
            entries[at + 3] = pack(ids, before + IDS_PER_LONG, found - IDS_PER_LONG);
        }
    }

    /** Of the first bytes of a long, fewer than all. */
    private static long mask(int bytes) {
        return (1L << (8 * bytes)) - 1;
    }

    private static int hash(long low, long high) {
        long mixed = (low ^ (Long.rotateLeft(high, 29) * MIX)) * MIX;
        return (int) (((mixed ^ (mixed >>> 32)) * MIX) >>> (64 - BITS));
    }

    private static long pack(Ids ids, int from, int count) {
        long packed = 0;
        for (int i = count - 1; i >= 0; i--) {
            packed = packed << ID_BITS | (ids.get(from + i) + 1);
        }
        return packed;
    }

    private static void unpack(long packed, Ids ids) {
        ids.need(IDS_PER_LONG);
        for (long left = packed; left != 0; left >>>= ID_BITS) {
            ids.add((int) (left & ID_MASK) - 1);
        }
    }
}

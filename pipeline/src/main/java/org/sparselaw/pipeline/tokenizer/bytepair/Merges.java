package org.sparselaw.pipeline.tokenizer.bytepair;

import java.util.Arrays;
import java.util.List;

/** Ranks and products of pairs, by an open-addressed table. Of a pair that is listed twice the last rank holds, as in the reference. */
final class Merges {
    static final int NONE = -1;
    private static final long EMPTY = -1;
    private static final long MIX = 0x9e3779b97f4a7c15L;

    private final long[] pairs;
    private final int[] ranks;
    private final int[] products;
    private final int shift;

    Merges(List<BytePairModel.Merge> merges) {
        int bits = 64 - Long.numberOfLeadingZeros(2L * merges.size() + 1);
        shift = 64 - bits;
        pairs = new long[1 << bits];
        ranks = new int[1 << bits];
        products = new int[merges.size()];
        Arrays.fill(pairs, EMPTY);
        for (int rank = 0; rank < products.length; rank++) {
            BytePairModel.Merge merge = merges.get(rank);
            long pair = pair(merge.left(), merge.right());
            int slot = slot(pair);
            pairs[slot] = pair;
            ranks[slot] = rank;
            products[rank] = merge.product();
        }
    }

    /** The rank of a pair; {@link #NONE} when it is not merged. */
    int rank(int left, int right) {
        int slot = slot(pair(left, right));
        return pairs[slot] == EMPTY ? NONE : ranks[slot];
    }

    int product(int rank) {
        return products[rank];
    }

    private static long pair(int left, int right) {
        return (long) left << 32 | right;
    }

    private int slot(long pair) {
        int slot = (int) ((pair * MIX) >>> shift);
        while (pairs[slot] != pair && pairs[slot] != EMPTY) {
            slot = (slot + 1) & (pairs.length - 1);
        }
        return slot;
    }
}

package org.sparselaw.pipeline.tokenizer.bytepair;

import java.util.Arrays;

/**
 * Merges the bytes of one word: of all pairs that follow each other, the one of the least rank first, the leftmost of equal ones
 * ({@code Word::merge_all} in the reference). Pairs wait in a heap, so a word of n bytes takes O(n log n). Used again from word to
 * word.
 */
final class WordMerging {
    /** A longer word gets buffers of its own, so that one giant does not stay in memory. */
    private static final int MAX_KEPT_BYTES = 1 << 16;

    private static final int MERGED = -1;

    private final Merges merges;
    private final int[] byteIds;

    /** Of the piece that begins at each byte: its id, {@link #MERGED} where none begins, and the begins of its neighbours. */
    private int[] id = new int[0];

    private int[] previous = id;
    private int[] next = id;

    /** A binary heap of pairs: rank << 32 | begin of the left piece. Pairs that are gone are left in it. */
    private long[] heap = new long[0];

    private int waiting;

    /** @param byteIds the ids of the 256 bytes */
    WordMerging(Merges merges, int[] byteIds) {
        this.merges = merges;
        this.byteIds = byteIds;
    }

    /** A merging of the same pairs with buffers of its own. */
    private WordMerging fresh() {
        return new WordMerging(merges, byteIds);
    }

    /** Appends the ids of the word {@code text[from, to)}, not empty. */
    void append(byte[] text, int from, int to, Ids ids) {
        if (to - from > MAX_KEPT_BYTES && to - from > id.length) {
            WordMerging own = fresh();
            own.need(to - from);
            own.append(text, from, to, ids);
            return;
        }
        int length = to - from;
        need(length);
        for (int i = 0; i < length; i++) {
            id[i] = byteIds[text[from + i] & 0xff];
            previous[i] = i - 1;
            next[i] = i + 1;
        }
        waiting = 0;
        for (int i = 0; i + 1 < length; i++) {
            push(i, i + 1);
        }
        while (waiting > 0) {
            merge(pop(), length);
        }
        ids.need(length);
        for (int i = 0; i < length; i = next[i]) {
            ids.add(id[i]);
        }
    }

    private void merge(long pair, int length) {
        int left = (int) pair;
        int right = next[left];
        int rank = (int) (pair >>> 32);
        if (id[left] == MERGED || right == length || merges.rank(id[left], id[right]) != rank) {
            return;
        }
        id[left] = merges.product(rank);
        id[right] = MERGED;
        next[left] = next[right];
        if (next[left] < length) {
            previous[next[left]] = left;
            push(left, next[left]);
        }
        if (left > 0) {
            push(previous[left], left);
        }
    }

    private void need(int length) {
        if (id.length < length) {
            int size = Math.max(length, Math.min(2 * id.length, MAX_KEPT_BYTES));
            id = new int[size];
            previous = new int[size];
            next = new int[size];
        }
    }

    private void push(int left, int right) {
        int rank = merges.rank(id[left], id[right]);
        if (rank == Merges.NONE) {
            return;
        }
        if (waiting == heap.length) {
            heap = Arrays.copyOf(heap, Math.max(64, 2 * waiting));
        }
        long pair = (long) rank << 32 | left;
        int at = waiting++;
        while (at > 0 && heap[(at - 1) >> 1] > pair) {
            heap[at] = heap[(at - 1) >> 1];
            at = (at - 1) >> 1;
        }
        heap[at] = pair;
    }

    private long pop() {
        long first = heap[0];
        long last = heap[--waiting];
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child + 1 < waiting && heap[child + 1] < heap[child]) {
                child++;
            }
            if (child >= waiting || heap[child] >= last) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = last;
        return first;
    }
}

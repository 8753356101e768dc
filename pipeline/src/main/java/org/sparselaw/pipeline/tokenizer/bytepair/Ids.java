package org.sparselaw.pipeline.tokenizer.bytepair;

import java.util.Arrays;

/** Ids so far; grows as {@link #need} says. */
final class Ids {
    /** A text of more ids does not leave its room behind. */
    private static final int MOST_KEPT = 1 << 20;

    private int[] ids = new int[1 << 10];
    private int size;

    void clear() {
        size = 0;
        if (ids.length > MOST_KEPT) {
            ids = new int[1 << 10];
        }
    }

    /** Room for so many more. */
    void need(int more) {
        if (ids.length - size < more) {
            ids = Arrays.copyOf(ids, Math.max(size + more, 2 * ids.length));
        }
    }

    /** Adds an id for which there is room. */
    void add(int id) {
        ids[size++] = id;
    }

    int size() {
        return size;
    }

    int get(int index) {
        return ids[index];
    }

    int[] toArray() {
        return Arrays.copyOf(ids, size);
    }
}

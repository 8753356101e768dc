package org.sparselaw.pipeline.tokenizer;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A double-array trie from byte strings to ids. A node is its unit, a long: base (27 bits) | id + 1 (28) | label + 1 (9);
 * its child by byte b is {@code units[base + b]}, if that unit's label is b. Bases are distinct, so the label alone tells
 * whose child a unit is, and one load a step is enough.
 *
 * <p>The first 256 units stay empty: leaves have the base 0 and therefore no child.
 */
public final class PieceTrie {
    private static final int ID_SHIFT = 9;
    private static final int BASE_SHIFT = 37;
    private static final int LABEL_MASK = 0x1ff;
    private static final int ID_MASK = 0xfff_ffff;
    private static final int BYTES = 256;

    /** So many units are tried for a node before the search moves on for good: bounds the time, costs a few holes. */
    private static final int MAX_TRIES = 512;

    private long[] units = new long[1 << 14];
    private final BitSet usedBases = new BitSet();
    private int searchFrom = BYTES;
    private long root;

    /**
     * @param entries their places in the list become the ids
     * @param key the bytes of an entry, not empty and distinct; null leaves it out
     */
    public static <T> PieceTrie of(List<T> entries, Function<T, byte[]> key) {
        byte[][] keys = entries.stream().map(key).toArray(byte[][]::new);
        int[] ids = IntStream.range(0, keys.length)
                .filter(i -> keys[i] != null)
                .boxed()
                .sorted(Comparator.comparing(i -> keys[i], Arrays::compareUnsigned))
                .mapToInt(Integer::intValue)
                .toArray();
        return new PieceTrie(IntStream.of(ids).mapToObj(i -> keys[i]).toArray(byte[][]::new), ids);
    }

    /** @param keys distinct, not empty, in unsigned byte order; the id of each is its place in {@code ids} */
    PieceTrie(byte[][] keys, int[] ids) {
        record Open(int unit, int from, int to, int depth) {}
        ArrayDeque<Open> open = new ArrayDeque<>();
        open.add(new Open(-1, 0, keys.length, 0));
        byte[] labels = new byte[BYTES];
        int[] starts = new int[BYTES + 1];
        while (!open.isEmpty()) {
            Open node = open.removeLast();
            int from = node.from;
            long id = 0;
            if (from < node.to && keys[from].length == node.depth) {
                id = ids[from] + 1L;
                from++;
            }
            int children = 0;
            for (int i = from; i < node.to; i++) {
                byte label = keys[i][node.depth];
                if (children == 0 || labels[children - 1] != label) {
                    labels[children] = label;
                    starts[children++] = i;
                }
            }
            starts[children] = node.to;
            int base = children == 0 ? 0 : place(labels, children);
            long unit = (long) base << BASE_SHIFT | id << ID_SHIFT;
            if (node.unit < 0) {
                root = unit;
            } else {
                units[node.unit] |= unit;
            }
            for (int i = 0; i < children; i++) {
                int child = base + (labels[i] & 0xff);
                units[child] = (labels[i] & 0xff) + 1L;
                open.add(new Open(child, starts[i], starts[i + 1], node.depth + 1));
            }
        }
        usedBases.clear();
    }

    public long root() {
        return root;
    }

    /** The child of a node by a byte; 0 when there is none. */
    public long child(long node, byte label) {
        int b = label & 0xff;
        long unit = units[(int) (node >>> BASE_SHIFT) + b];
        return (unit & LABEL_MASK) == b + 1 ? unit : 0;
    }

    /** The id of the key that ends at a node; -1 when none does. */
    public static int id(long node) {
        return (int) (node >>> ID_SHIFT & ID_MASK) - 1;
    }

    private int place(byte[] labels, int children) {
        while (searchFrom < units.length && units[searchFrom] != 0) {
            searchFrom++;
        }
        int first = labels[0] & 0xff;
        int base = searchFrom - first;
        for (int tries = 0; !fits(base, labels, children); base++, tries++) {
            if (tries == MAX_TRIES) {
                searchFrom = base + first;
            }
        }
        usedBases.set(base);
        return base;
    }

    private boolean fits(int base, byte[] labels, int children) {
        if (base <= 0) {
            return false;
        }
        if (base + 2 * BYTES > units.length) { // every base of a node is followed by 256 units
            units = Arrays.copyOf(units, 2 * units.length);
        }
        if (usedBases.get(base)) {
            return false;
        }
        for (int i = 0; i < children; i++) {
            int at = base + (labels[i] & 0xff);
            if (at < BYTES || units[at] != 0) {
                return false;
            }
        }
        return true;
    }
}

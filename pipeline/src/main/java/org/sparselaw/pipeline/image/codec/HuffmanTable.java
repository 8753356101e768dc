package org.sparselaw.pipeline.image.codec;

import java.util.Arrays;

/**
 * A Huffman table of a JPEG (ITU-T T.81, annex C), to look codes up by the bits that come next: by the first of them, and for
 * long codes by the others in a part of the table that the first ones name. An entry tells what is coded by a symbol RS: how
 * many zeros R stand before a coefficient, and how many bits S it has behind the code.
 */
final class HuffmanTable {
    private static final int LONGEST = 16;
    /** Bits that are looked at first; few enough for the tables of an image to stay in the first-level cache. */
    private static final int FIRST = 10;

    private static final int OTHERS = LONGEST - FIRST;

    private int[] entries = new int[1 << FIRST];

    /**
     * @param counts of the codes of length 1 to 16
     * @param symbols in the order of their codes
     * @throws IllegalArgumentException when there are more codes than their lengths allow
     */
    HuffmanTable(int[] counts, int[] symbols) {
        int code = 0;
        int symbol = 0;
        for (int length = 1; length <= LONGEST; length++) {
            for (int i = 0; i < counts[length - 1]; i++) {
                if (code >= 1 << length) {
                    throw new IllegalArgumentException("too many codes of " + length + " bits");
                }
                enter(code << (LONGEST - length), length, symbols[symbol]);
                code++;
                symbol++;
            }
            code <<= 1;
        }
    }

    /** @param code with zeros behind it */
    private void enter(int code, int length, int symbol) {
        int entry = (length + (symbol & 0xf)) | symbol << 8;
        int place = code >>> OTHERS;
        if (length <= FIRST) {
            Arrays.fill(entries, place, place + (1 << (FIRST - length)), entry);
            return;
        }
        if (entries[place] == 0) {
            entries[place] = -entries.length;
            entries = Arrays.copyOf(entries, entries.length + (1 << OTHERS));
        }
        int from = -entries[place] + (code & ((1 << OTHERS) - 1));
        Arrays.fill(entries, from, from + (1 << (LONGEST - length)), entry);
    }

    /**
     * What is coded next.
     *
     * @param bits that come next, the first of them the highest
     * @return 0 when there is no such code
     */
    int entry(long bits) {
        int entry = entries[(int) (bits >>> (Long.SIZE - FIRST))];
        return entry >= 0 ? entry : entries[-entry + (int) (bits << FIRST >>> (Long.SIZE - OTHERS))];
    }

    /** Bits of the code and of the coefficient. */
    static int length(int entry) {
        return entry & 0xff;
    }

    static int zeros(int entry) {
        return entry >>> 12;
    }

    /** Bits of the coefficient. */
    static int size(int entry) {
        return entry >>> 8 & 0xf;
    }

    /**
     * The coefficient: EXTEND of F.2.2.1, where numbers without a leading 1 are negative. Written without branches, which here
     * nobody could foretell.
     *
     * @param bits that {@link #entry} was found by
     */
    static int value(int entry, long bits) {
        int size = size(entry);
        int value = (int) (bits << (length(entry) - size) >>> 1 >>> (Long.SIZE - 1 - size));
        int negative = (value - (1 << size >> 1)) >> 31;
        return value + (negative & (1 - (1 << size)));
    }
}

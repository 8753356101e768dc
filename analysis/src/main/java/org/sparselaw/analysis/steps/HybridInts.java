package org.sparselaw.analysis.steps;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Small whole numbers as Parquet keeps definition levels and places in a dictionary: stretches that repeat one value, and
 * stretches of values in packed bits (Parquet format, Encodings, "Run Length Encoding / Bit-Packing Hybrid").
 */
final class HybridInts {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final ByteBuffer bytes;
    private final int width;
    private final long mask;

    private int repeats;
    private int repeated;
    private int packed;
    private long bit;

    /**
     * @param width bits of a value, at most 32
     * @param bytes of them all, from the buffer's position to its limit; they lie in an array
     */
    HybridInts(int width, ByteBuffer bytes) {
        this.bytes = bytes.slice();
        this.width = width;
        this.mask = (1L << width) - 1;
    }

    /** The next values. */
    void read(int[] into, int count) {
        int at = 0;
        while (at < count) {
            if (repeats == 0 && packed == 0) {
                begin();
            }
            int repeating = Math.min(repeats, count - at);
            Arrays.fill(into, at, at + repeating, repeated);
            repeats -= repeating;
            at += repeating;
            int unpacking = Math.min(packed, count - at);
            unpack(into, at, unpacking);
            packed -= unpacking;
            at += unpacking;
        }
    }

    /** Passes over the next values if a stretch repeats this value for all of them. */
    boolean skip(int value, int count) {
        if (repeats == 0 && packed == 0) {
            begin();
        }
        if (repeats < count || repeated != value) {
            return false;
        }
        repeats -= count;
        return true;
    }

    private void begin() {
        int header = 0;
        int next;
        int shift = 0;
        do {
            next = bytes.get();
            header |= (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        if ((header & 1) == 0) {
            repeats = header >>> 1;
            repeated = 0;
            for (int bits = 0; bits < width; bits += 8) {
                repeated |= (bytes.get() & 0xff) << bits;
            }
            return;
        }
        // In groups of eight, each of as many bytes as a value has bits; the last may be cut after its last value.
        long values = 8L * (header >>> 1);
        packed = (int) Math.min(values, width == 0 ? Integer.MAX_VALUE : 8L * bytes.remaining() / width);
        bit = 8L * bytes.position();
        bytes.position((int) Math.min(bytes.limit(), bytes.position() + values / 8 * width));
    }

    private void unpack(int[] into, int at, int count) {
        byte[] array = bytes.array();
        int start = bytes.arrayOffset();
        // All of a value lies in the eight bytes from the one on that it begins in, but eight must be there.
        long end = Math.min(bit + (long) count * width, 8L * (bytes.limit() - Long.BYTES + 1));
        int i = at;
        long from = bit;
        for (; from < end; from += width) {
            into[i++] = (int) (((long) WORD.get(array, start + (int) (from >>> 3)) >>> (from & 7)) & mask);
        }
        for (; i < at + count; from += width) {
            into[i++] = (int) ((lastWord((int) (from >>> 3)) >>> (from & 7)) & mask);
        }
        bit = from;
    }

    /** The bytes from a place on, when they are fewer than eight. */
    private long lastWord(int place) {
        long word = 0;
        for (int i = place; i < bytes.limit(); i++) {
            word |= (bytes.get(i) & 0xffL) << (8 * (i - place));
        }
        return word;
    }
}

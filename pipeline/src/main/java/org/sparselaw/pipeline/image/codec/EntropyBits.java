package org.sparselaw.pipeline.image.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The entropy-coded segments of a JPEG, one after the other (ITU-T T.81, F.2.2). The bytes of one are first put together without
 * the zeros that stand behind 0xff, so that their bits can be read a word at a time.
 */
final class EntropyBits {
    /** What no coefficient is. */
    static final int UNSOUND = Integer.MIN_VALUE;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int COEFFICIENTS = 64;
    /** Zeros that one code stands for at most, but for the coefficient behind them. */
    private static final int RUN = 15;
    /** Bytes behind a segment that a block may read before it is found to be unsound: 64 coefficients of 31 bits, and a few. */
    private static final int BEYOND = 512;

    private final byte[] image;
    private final byte[] segment;
    private int at;
    private int length;
    private int read;
    /** The next bits, the first of them the highest; behind {@link #count} there are zeros. */
    private long bits;

    private int count;

    EntropyBits(byte[] image, int from) {
        this.image = image;
        segment = new byte[image.length - from + BEYOND];
        at = from;
        begin();
    }

    /** Puts the bytes up to the next marker together. */
    private void begin() {
        int to = 0;
        while (at < image.length && !isMarker()) {
            if (at + Long.BYTES <= image.length && isPlain((long) LONG.get(image, at))) {
                LONG.set(segment, to, (long) LONG.get(image, at));
                to += Long.BYTES;
                at += Long.BYTES;
            } else {
                segment[to++] = image[at];
                at += image[at] == (byte) 0xff ? 2 : 1;
            }
        }
        Arrays.fill(segment, to, to + BEYOND, (byte) 0);
        length = to;
        read = 0;
        bits = 0;
        count = 0;
    }

    private boolean isMarker() {
        return image[at] == (byte) 0xff && (at + 1 == image.length || image[at + 1] != 0);
    }

    /** Whether no byte is 0xff, which is a zero byte of the complement (Mycroft's test). */
    private static boolean isPlain(long bytes) {
        return ((~bytes - 0x0101010101010101L) & bytes & 0x8080808080808080L) == 0;
    }

    /**
     * Goes to the segment behind a restart marker.
     *
     * @param number of the marker, 0 to 7
     * @return whether the segment before was read to its end, and the marker is there
     */
    boolean restart(int number) {
        boolean sound = unread() < Byte.SIZE && at + 1 < image.length && image[at + 1] == (byte) (0xd0 + number);
        at = Math.min(at + 2, image.length);
        begin();
        return sound;
    }

    /**
     * Reads a block of coefficients into a transform.
     *
     * @param prediction of its first coefficient
     * @return the first coefficient, or {@link #UNSOUND}
     */
    int block(HuffmanTable dc, HuffmanTable ac, int prediction, ReducedTransform transform) {
        // Fields in the loop would be read and written again with every coefficient.
        long next = bits;
        int left = count;
        int from = read;
        if (left < Integer.SIZE) {
            next |= word(from) << (Integer.SIZE - left);
            left += Integer.SIZE;
            from += Integer.BYTES;
        }
        int entry = dc.entry(next);
        if (entry == 0 || HuffmanTable.zeros(entry) > 0) {
            return UNSOUND;
        }
        int first = prediction + HuffmanTable.value(entry, next);
        transform.add(0, first);
        next <<= HuffmanTable.length(entry);
        left -= HuffmanTable.length(entry);
        int k = 1;
        while (k < COEFFICIENTS) {
            if (left < Integer.SIZE) {
                next |= word(from) << (Integer.SIZE - left);
                left += Integer.SIZE;
                from += Integer.BYTES;
            }
            entry = ac.entry(next);
            k += HuffmanTable.zeros(entry);
            if (HuffmanTable.size(entry) == 0) {
                if (HuffmanTable.zeros(entry) < RUN) {
                    if (entry == 0 || HuffmanTable.zeros(entry) > 0) {
                        return UNSOUND;
                    }
                    k = COEFFICIENTS; // the rest are zeros
                }
            } else if (k < COEFFICIENTS) {
                transform.add(k, HuffmanTable.value(entry, next));
            } else {
                return UNSOUND;
            }
            next <<= HuffmanTable.length(entry);
            left -= HuffmanTable.length(entry);
            k++;
        }
        bits = next;
        count = left;
        read = from;
        return unread() >= 0 ? first : UNSOUND;
    }

    private long word(int from) {
        return (int) INT.get(segment, from) & 0xffffffffL;
    }

    /** Bits of the segment that are left; below 0 when more were read than there are. */
    private int unread() {
        return (length - read) * Byte.SIZE + count;
    }
}

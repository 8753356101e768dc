package org.sparselaw.pipeline.tokenizer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The replacement rules of a SentencePiece normaliser: UTF-8 sequences and what takes their place. In the file ({@code
 * precompiled_charsmap}): size of the trie in bytes (u32, little-endian), a darts-clone double-array trie (u32 units)
 * whose values are offsets into the replacements, and the replacements, each ended by a zero byte.
 *
 * <p>Bits of a darts-clone unit: label 0-7 (with bit 31, which marks values), has-value 8, offset shift 9, offset 10-30.
 */
public final class Charsmap {
    /** No rules: text stays as it is. */
    public static final Charsmap NONE = new Charsmap(new byte[0], new int[0], new byte[0]);

    private static final int HAS_VALUE = 1 << 8;
    private static final int LABEL = 1 << 31 | 0xff;

    private final byte[] file;
    private final int[] units;
    private final byte[] replacements;

    private Charsmap(byte[] file, int[] units, byte[] replacements) {
        this.file = file;
        this.units = units;
        this.replacements = replacements;
    }

    static Charsmap parse(byte[] file) {
        if (file.length == 0) {
            return NONE;
        }
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int trieBytes = file.length < 4 ? -1 : in.getInt();
        if (trieBytes < 4 || trieBytes % 4 != 0 || trieBytes >= in.remaining()) {
            throw new WireException("its normaliser has a broken charsmap of " + file.length + " bytes");
        }
        int[] units = new int[trieBytes / 4];
        in.asIntBuffer().get(units);
        in.position(4 + trieBytes);
        byte[] replacements = new byte[in.remaining() + 1]; // a zero at the end, whatever the file says
        in.get(replacements, 0, in.remaining());
        return new Charsmap(file.clone(), units, replacements);
    }

    /** The rules that turn each of some characters into a space. */
    static Charsmap toSpace(String characters) {
        List<byte[]> keys = characters
                .codePoints()
                .mapToObj(point -> Character.toString(point).getBytes(StandardCharsets.UTF_8))
                .toList();
        return parse(CharsmapWriter.write(keys, " "));
    }

    /** As in the file; empty when there are no rules. */
    byte[] toBytes() {
        return file.clone();
    }

    /**
     * The longest rule for the beginning of {@code text[from, end)}.
     *
     * @return offset of its replacement << 32 | number of bytes it replaces, or -1 when no rule fits
     */
    long match(byte[] text, int from, int end) {
        long best = -1;
        int node = start();
        for (int i = from; i < end && node >= 0; i++) {
            int label = text[i] & 0xff;
            node = child(node, label);
            if (node >= 0) {
                int unit = units[node];
                node ^= offset(unit);
                if ((unit & HAS_VALUE) != 0 && node < units.length) {
                    int value = units[node] & Integer.MAX_VALUE;
                    if (value < replacements.length) {
                        best = (long) value << 32 | (i + 1 - from);
                    }
                }
            }
        }
        return best;
    }

    /** The replacements, each ended by a zero byte. Not to be changed. */
    byte[] replacements() {
        return replacements;
    }

    /** Whether a rule may apply where an ASCII character is followed by another, or ends the text. */
    boolean touchesAscii(int character) {
        int node = start();
        node = node < 0 ? -1 : child(node, character);
        if (node < 0) {
            return false;
        }
        int unit = units[node];
        if ((unit & HAS_VALUE) != 0) {
            return true;
        }
        int below = node ^ offset(unit);
        for (int next = 0; next < 128; next++) {
            if (child(below, next) >= 0) {
                return true;
            }
        }
        return false;
    }

    private int start() {
        return units.length == 0 ? -1 : offset(units[0]);
    }

    private int child(int node, int label) {
        int at = node ^ label;
        return at < units.length && (units[at] & LABEL) == label ? at : -1;
    }

    private static int offset(int unit) {
        return (unit >>> 10) << ((unit & 1 << 9) >>> 6);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Charsmap map && Arrays.equals(file, map.file);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(file);
    }
}

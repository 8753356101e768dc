package org.sparselaw.pipeline.tokenizer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a {@link Charsmap} for a few keys with one replacement. Each node gets a block of 256 units of its own: its child
 * by byte b is unit b of the block, its value unit 0. That wastes space, and needs no search.
 */
final class CharsmapWriter {
    private static final int BLOCK = 256;
    private static final int HAS_VALUE = 1 << 8;
    private static final int VALUE = 1 << 31;

    private CharsmapWriter() {}

    static byte[] write(List<byte[]> keys, String replacement) {
        Map<String, Integer> blocks = new HashMap<>();
        blocks.put("", 1);
        for (byte[] key : keys) {
            for (int length = 1; length <= key.length; length++) {
                blocks.putIfAbsent(prefix(key, length), blocks.size() + 1);
            }
        }
        int[] units = new int[BLOCK * (blocks.size() + 1)];
        for (int i = 0; i < units.length; i++) {
            units[i] = (i ^ 1) & 0xff; // the label of no path to this unit
        }
        units[0] = offset(0, 1);
        for (byte[] key : keys) {
            for (int length = 1; length <= key.length; length++) {
                int label = key[length - 1] & 0xff;
                int at = BLOCK * blocks.get(prefix(key, length - 1)) + label;
                int block = blocks.get(prefix(key, length));
                int hasValue = length == key.length ? HAS_VALUE : units[at] & HAS_VALUE;
                units[at] = offset(at, block) | hasValue | label;
                if (length == key.length) {
                    units[BLOCK * block] = VALUE; // the replacement at 0
                }
            }
        }
        byte[] text = replacement.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out =
                ByteBuffer.allocate(4 + 4 * units.length + text.length + 1).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(4 * units.length);
        for (int unit : units) {
            out.putInt(unit);
        }
        return out.put(text).put((byte) 0).array();
    }

    /** The exclusive-or from a unit to a block, in the bits of a darts-clone unit. */
    private static int offset(int at, int block) {
        return (at ^ BLOCK * block) << 10;
    }

    private static String prefix(byte[] key, int length) {
        return new String(key, 0, length, StandardCharsets.ISO_8859_1);
    }
}

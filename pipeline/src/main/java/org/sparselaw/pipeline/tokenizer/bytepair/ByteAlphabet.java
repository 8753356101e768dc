package org.sparselaw.pipeline.tokenizer.bytepair;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * GPT-2's way to spell bytes in characters that can be printed ({@code bytes_to_unicode}): the printable ones of Latin-1 stand for
 * themselves, the other 68 bytes in ascending order for U+0100 and what follows. A space is U+0120.
 */
final class ByteAlphabet {
    private static final int BYTES = 256;
    private static final char[] CHARACTERS = new char[BYTES];

    /** Of each character: its byte + 1; 0 for characters that are none of these. */
    private static final short[] VALUES = new short[2 * BYTES];

    static {
        char next = BYTES;
        for (int value = 0; value < BYTES; value++) {
            boolean printable = (value >= '!' && value <= '~') || (value >= 0xa1 && value <= 0xac) || (value >= 0xae);
            CHARACTERS[value] = printable ? (char) value : next++;
            VALUES[CHARACTERS[value]] = (short) (value + 1);
        }
    }

    private ByteAlphabet() {}

    static String spelled(int value) {
        return String.valueOf(CHARACTERS[value & 0xff]);
    }

    static String spelled(byte[] bytes, int from, int to) {
        char[] text = new char[to - from];
        for (int i = from; i < to; i++) {
            text[i - from] = CHARACTERS[bytes[i] & 0xff];
        }
        return new String(text);
    }

    /** The characters in the order of their code points. */
    static List<String> characters() {
        List<String> characters = new ArrayList<>();
        for (char c = 0; c < VALUES.length; c++) {
            if (VALUES[c] > 0) {
                characters.add(String.valueOf(c));
            }
        }
        return characters;
    }

    /** Those of the bytes that occur in UTF-8. */
    static List<String> charactersOfUtf8() {
        return IntStream.range(0, BYTES)
                .filter(value -> value != 0xc0 && value != 0xc1 && value <= 0xf4)
                .mapToObj(ByteAlphabet::spelled)
                .toList();
    }

    /** The bytes that a text spells; its UTF-8 when it has characters that are not of this alphabet. */
    static byte[] bytes(String spelled) {
        byte[] bytes = new byte[spelled.length()];
        for (int i = 0; i < bytes.length; i++) {
            char c = spelled.charAt(i);
            if (c >= VALUES.length || VALUES[c] == 0) {
                return spelled.getBytes(StandardCharsets.UTF_8);
            }
            bytes[i] = (byte) (VALUES[c] - 1);
        }
        return bytes;
    }
}

package org.sparselaw.pipeline.tokenizer;

/** UTF-8 as SentencePiece sees it. */
public final class Utf8 {
    /** U+FFFD, which stands for what is not a character. */
    static final byte[] REPLACEMENT = {(byte) 0xef, (byte) 0xbf, (byte) 0xbd};

    /** U+2581, which stands for a space in pieces. */
    static final byte[] SPACE_SYMBOL = {(byte) 0xe2, (byte) 0x96, (byte) 0x81};

    /** Most bytes of a character. */
    static final int MAX_BYTES = 4;

    /** Most bytes that a char of a string takes. */
    public static final int MAX_BYTES_PER_CHAR = 3;

    private Utf8() {}

    /**
     * Writes a string's UTF-8 to {@code out}, unpaired surrogates as U+FFFD ({@link String#getBytes} would write '?').
     *
     * @return number of bytes
     */
    public static int encode(String text, byte[] out) {
        int n = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                out[n++] = (byte) c;
            } else if (c < 0x800) {
                out[n++] = (byte) (0xc0 | c >>> 6);
                out[n++] = (byte) (0x80 | (c & 0x3f));
            } else if (!Character.isSurrogate(c)) {
                out[n++] = (byte) (0xe0 | c >>> 12);
                out[n++] = (byte) (0x80 | (c >>> 6 & 0x3f));
                out[n++] = (byte) (0x80 | (c & 0x3f));
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                out[n++] = (byte) (0xf0 | point >>> 18);
                out[n++] = (byte) (0x80 | (point >>> 12 & 0x3f));
                out[n++] = (byte) (0x80 | (point >>> 6 & 0x3f));
                out[n++] = (byte) (0x80 | (point & 0x3f));
            } else {
                for (byte b : REPLACEMENT) {
                    out[n++] = b;
                }
            }
        }
        return n;
    }

    /** Bytes of the character that begins with a byte; 1 for bytes that begin none. */
    public static int length(byte first) {
        if (first >= 0) {
            return 1;
        }
        int high = first >>> 4 & 0xf;
        return high < 0xc ? 1 : high < 0xe ? 2 : high < 0xf ? 3 : 4;
    }

    /** Whether U+2581 starts at a place. */
    static boolean isSpaceSymbol(byte[] text, int at, int end) {
        return at + 2 < end
                && text[at] == SPACE_SYMBOL[0]
                && text[at + 1] == SPACE_SYMBOL[1]
                && text[at + 2] == SPACE_SYMBOL[2];
    }
}

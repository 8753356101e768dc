package org.sparselaw.pipeline.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Bytes to text. Not safe for use by several threads. */
final class Utf8Text {
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);

    /** The text, or nothing when the bytes are not UTF-8. */
    Optional<CharBuffer> decode(ByteBuffer bytes) {
        try {
            return Optional.of(decoder.decode(bytes));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** How a record begins, whatever its bytes are. */
    static String excerpt(ByteBuffer bytes) {
        int n = Math.min(bytes.remaining(), 4 * Reading.Rejected.EXCERPT);
        return new String(bytes.array(), bytes.arrayOffset() + bytes.position(), n, StandardCharsets.UTF_8);
    }

    /** Whether nothing in a text can be seen: white space of any kind, controls, zero-width characters. */
    static boolean blank(CharSequence text) {
        return text.codePoints()
                .allMatch(c -> Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.isISOControl(c));
    }

    /** A text whose unpaired surrogates, which a JSON escape can make, are U+FFFD: so it has a form in UTF-8. */
    static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        return text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

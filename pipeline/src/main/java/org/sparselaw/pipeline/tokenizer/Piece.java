package org.sparselaw.pipeline.tokenizer;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An entry of a vocabulary; its id is its place in the list.
 *
 * @param text with U+2581 in place of spaces
 * @param score natural logarithm of the piece's probability
 */
public record Piece(String text, float score, Type type) {
    /** What a piece is for, with its number in the file. */
    public enum Type {
        NORMAL(1),
        UNKNOWN(2),
        /** Never found in text: end of sequence, padding. */
        CONTROL(3),
        /** Found in text before anything else, and not normalised. */
        USER_DEFINED(4),
        UNUSED(5),
        /** One byte of a character that no piece covers, written {@code <0x0A>}. */
        BYTE(6);

        private final int number;

        Type(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    private static final Map<String, Integer> BYTE_VALUES =
            IntStream.range(0, 256).boxed().collect(Collectors.toUnmodifiableMap(Piece::byteText, value -> value));

    public Piece {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("it has an empty piece");
        }
        if (!Float.isFinite(score)) {
            throw new IllegalArgumentException("piece '" + text + "' has the score " + score);
        }
    }

    /** The byte that a {@link Type#BYTE} piece stands for; -1 when its text is not of the form {@code <0x0A>}. */
    int byteValue() {
        return BYTE_VALUES.getOrDefault(text, -1);
    }

    static String byteText(int value) {
        return String.format("<0x%02X>", value);
    }
}

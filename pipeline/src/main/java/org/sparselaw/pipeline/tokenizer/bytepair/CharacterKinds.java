package org.sparselaw.pipeline.tokenizer.bytepair;

/**
 * Whether a character is a letter, a number or white space, as the reference's regular expressions know them: by Unicode 16. Java 17
 * has Unicode 13; what was assigned since is listed here. Compared at every code point up to U+33480, beyond which no letter or number is assigned.
 */
final class CharacterKinds {
    static final byte OTHER = 0;
    static final byte LETTER = 1;
    static final byte NUMBER = 2;
    static final byte SPACE = 3;

    /** The letters and numbers of Unicode 14, 15, 15.1 and 16. */
    private static final String NEW_LETTERS =
            "870-887 889-88e 8b5 8c8-8c9 c5d cdd 170d 171f 1b4c 1c89-1c8a 2c2f 2c5f 9ffd-9fff "
                    + "a7c0-a7c1 a7cb-a7cd a7d0-a7d1 a7d3 a7d5-a7dc a7f2-a7f4 10570-1057a 1057c-1058a "
                    + "1058c-10592 10594-10595 10597-105a1 105a3-105b1 105b3-105b9 105bb-105bc 105c0-105f3 "
                    + "10780-10785 10787-107b0 107b2-107ba 10d4a-10d65 10d6f-10d85 10ec2-10ec4 10f70-10f81 "
                    + "11071-11072 11075 1123f-11240 11380-11389 1138b 1138e 11390-113b5 113b7 113d1 113d3 "
                    + "11740-11746 11ab0-11abf 11bc0-11be0 11f02 11f04-11f10 11f12-11f33 12f90-12ff0 1342f "
                    + "13441-13446 13460-143fa 16100-1611d 16a70-16abe 16d40-16d6c 18cff 1aff0-1aff3 "
                    + "1aff5-1affb 1affd-1affe 1b11f-1b122 1b132 1b155 1df00-1df1e 1df25-1df2a 1e030-1e06d "
                    + "1e290-1e2ad 1e4d0-1e4eb 1e5d0-1e5ed 1e5f0 1e7e0-1e7e6 1e7e8-1e7eb 1e7ed-1e7ee "
                    + "1e7f0-1e7fe 2a6de-2a6df 2b735-2b739 2ebf0-2ee5d 31350-323af";

    private static final String NEW_NUMBERS =
            "10d40-10d49 116d0-116e3 11bf0-11bf9 11f50-11f59 16130-16139 16ac0-16ac9 16d70-16d79 "
                    + "1ccf0-1ccf9 1d2c0-1d2d3 1e4f0-1e4f9 1e5f1-1e5fa";

    private static final byte[] KINDS = new byte[Character.MAX_CODE_POINT + 1];

    static {
        for (int point = 0; point < KINDS.length; point++) {
            KINDS[point] = kind(point);
        }
        CodePoints.of(NEW_LETTERS).stream().forEach(point -> KINDS[point] = LETTER);
        CodePoints.of(NEW_NUMBERS).stream().forEach(point -> KINDS[point] = NUMBER);
    }

    private CharacterKinds() {}

    private static byte kind(int point) {
        return switch (Character.getType(point)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER -> LETTER;
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> NUMBER;
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> SPACE;
            default -> (point >= '\t' && point <= '\r') || point == 0x85 ? SPACE : OTHER;
        };
    }

    /** The kind of the character at a place in well-formed UTF-8. */
    static int at(byte[] utf8, int at) {
        int first = utf8[at];
        if (first >= 0) {
            return KINDS[first];
        }
        int point;
        if (first < (byte) 0xe0) {
            point = (first & 0x1f) << 6 | (utf8[at + 1] & 0x3f);
        } else if (first < (byte) 0xf0) {
            point = (first & 0xf) << 12 | (utf8[at + 1] & 0x3f) << 6 | (utf8[at + 2] & 0x3f);
        } else {
            point = (first & 0x7) << 18
                    | (utf8[at + 1] & 0x3f) << 12
                    | (utf8[at + 2] & 0x3f) << 6
                    | (utf8[at + 3] & 0x3f);
        }
        return KINDS[point];
    }
}

package org.sparselaw.pipeline.tokenizer.bytepair;

import java.text.Normalizer;
import java.util.BitSet;

/**
 * Unicode's normalisation form C as the reference's library knows it: by Unicode 9. Marks that were assigned later are characters
 * like any other to it, which neither change places nor combine. Compared at every code point.
 */
final class Composition {
    /** Whatever characters below this are next to, they stay as they are. */
    private static final char FIRST_MARK = '\u0300';

    /** The marks of Unicode 10 to 13, which Java 17 has, and the one pair that these versions combine. */
    private static final BitSet LATER_MARKS =
            CodePoints.of("7fd 8d3 9fe d3b-d3c eba 1abf-1ac0 1df6-1df9 a82c 10d24-10d27 10eab-10eac 10f46-10f50 "
                    + "1133b 1145e 11839-1183a 11930 11938 1193d-1193e 11943 119e0 11a34 11a47 11a99 11d42 "
                    + "11d44-11d45 11d97 16ff0-16ff1 1e130-1e136 1e2ec-1e2ef");

    private Composition() {}

    /** Whether a text is known at a glance to stay as it is. */
    static boolean isComposed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST_MARK) {
                return false;
            }
        }
        return true;
    }

    static String compose(String text) {
        StringBuilder composed = new StringBuilder();
        int from = 0;
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            int next = at + Character.charCount(point);
            if (LATER_MARKS.get(point)) {
                composed.append(normalized(text.substring(from, at))).appendCodePoint(point);
                from = next;
            }
            at = next;
        }
        return from == 0
                ? normalized(text)
                : composed.append(normalized(text.substring(from))).toString();
    }

    private static String normalized(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }
}

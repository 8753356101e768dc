package org.sparselaw.pipeline.text.cleaning;

import java.util.List;

/** ASCII phrases that are looked for all at once, whatever the case of letters. */
final class Phrases {
    private static final int ASCII = 128;

    /** The phrases that begin with a character. */
    private final String[][] beginning = new String[ASCII][];

    /** @param phrases in lower case */
    Phrases(String... phrases) {
        for (String phrase : phrases) {
            char first = phrase.charAt(0);
            String[] same = List.of(phrases).stream()
                    .filter(other -> other.charAt(0) == first)
                    .toArray(String[]::new);
            beginning[first] = same;
            beginning[Character.toUpperCase(first)] = same;
        }
    }

    /** Whether one of them is in the text. */
    boolean in(String text) {
        return in(text, 0, text.length());
    }

    /** Whether one of them is in text[from, to). */
    boolean in(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < ASCII && beginning[c] != null && begins(text, i, to, beginning[c])) {
                return true;
            }
        }
        return false;
    }

    private static boolean begins(String text, int at, int to, String[] phrases) {
        for (String phrase : phrases) {
            // The second character rules out nearly all places at little cost.
            if (at + phrase.length() <= to
                    && (text.charAt(at + 1) | 0x20) == (phrase.charAt(1) | 0x20)
                    && text.regionMatches(true, at, phrase, 0, phrase.length())) {
                return true;
            }
        }
        return false;
    }
}

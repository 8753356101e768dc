package org.sparselaw.pipeline.text.language;

import java.util.HashSet;
import java.util.Set;

/** Invents words from syllables, each only once; frequent words come first and are shorter. */
final class Spelling {
    private static final String[] ONSETS = {
        "b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "dr", "gl", "kr", "pl", "sk",
        "st", "tr", "sh", "th"
    };
    private static final String[] VOWELS = {"a", "e", "i", "o", "u", "a", "e", "o", "ai", "ou"};
    private static final String[] CODAS = {"", "", "", "", "", "", "n", "r", "l", "s", "m", "k", "t"};

    private final Random64 random;
    private final Set<String> used;

    /** @param reserved words of the grammar, which no invented word may be */
    Spelling(Random64 random, Set<String> reserved) {
        this.random = random;
        this.used = new HashSet<>(reserved);
    }

    /** A new word, of one syllable more whenever shorter ones run out. */
    String word(int syllables) {
        for (int attempt = 0; ; attempt++) {
            StringBuilder word = new StringBuilder();
            for (int i = 0; i < syllables + attempt / 20; i++) {
                word.append(pick(ONSETS)).append(pick(VOWELS)).append(pick(CODAS));
            }
            if (used.add(word.toString())) {
                return word.toString();
            }
        }
    }

    private String pick(String[] of) {
        return of[random.below(of.length)];
    }
}

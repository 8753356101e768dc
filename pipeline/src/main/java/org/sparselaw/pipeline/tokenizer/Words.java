package org.sparselaw.pipeline.tokenizer;

import java.util.function.Consumer;

/**
 * Splits text into words for training, and normalises it likewise for encoding: any of Unicode's white space, and U+2581
 * itself, is a space; nothing else is changed.
 */
public final class Words {
    /** Unicode's White_Space property besides U+0020, and U+2581. */
    private static final String SPACES =
            "\t\n\u000b\f\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
                    + "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\u2581";

    /** The normaliser of trained vocabularies. */
    static final NormalizerSpec NORMALIZER =
            new NormalizerSpec("user_defined", Charsmap.toSpace(SPACES), true, true, true);

    private Words() {}

    /** Hands over each word of a text, with U+2581 in front; unpaired surrogates as U+FFFD. */
    public static void split(String text, Consumer<String> words) {
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean space = i == text.length() || text.charAt(i) == ' ' || SPACES.indexOf(text.charAt(i)) >= 0;
            if (space && start >= 0) {
                words.accept("\u2581" + wellFormed(text.substring(start, i)));
                start = -1;
            } else if (!space && start < 0) {
                start = i;
            }
        }
    }

    private static String wellFormed(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (Character.isSurrogate(word.charAt(i))) {
                int[] points = word.codePoints()
                        .map(p -> p >= Character.MIN_SURROGATE && p <= Character.MAX_SURROGATE ? 0xfffd : p)
                        .toArray();
                return new String(points, 0, points.length);
            }
        }
        return word;
    }
}

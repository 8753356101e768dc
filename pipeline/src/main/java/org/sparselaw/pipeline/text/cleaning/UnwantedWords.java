package org.sparselaw.pipeline.text.cleaning;

import java.util.List;
import java.util.Locale;
import org.sparselaw.config.Variant;

/**
 * C4: documents with a word of a list are dropped; the list is the user's. A word of it may hold spaces; it is found between
 * characters that are neither letters nor digits, whatever the case of letters.
 *
 * @param words of the list
 */
@Variant(key = "rule", value = "unwanted-words")
public record UnwantedWords(List<String> words) implements Rule {
    public UnwantedWords {
        words = List.copyOf(words);
        if (words.isEmpty() || words.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("words must be a list of one or more words");
        }
    }

    @Override
    public String clean(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(word -> stands(word.toLowerCase(Locale.ROOT), lower)) ? "" : text;
    }

    private static boolean stands(String word, String text) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            if ((at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
                    && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }
}

package org.sparselaw.pipeline.text.cleaning;

import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;

/**
 * Gopher: at least four fifths of the words have a letter.
 *
 * @param least of the words, as a share
 */
@Variant(key = "rule", value = "alphabetic-words")
public record AlphabeticWords(
        @Default("0.8") @Range("[0, 1]") double least) implements Rule {
    @Override
    public String clean(String text) {
        WordSpans words = WordSpans.of(text);
        int alphabetic = 0;
        for (int word = 0; word < words.count(); word++) {
            alphabetic += text.substring(words.begin()[word], words.end()[word])
                            .codePoints()
                            .anyMatch(Character::isAlphabetic)
                    ? 1
                    : 0;
        }
        return alphabetic >= least * words.count() ? text : "";
    }
}

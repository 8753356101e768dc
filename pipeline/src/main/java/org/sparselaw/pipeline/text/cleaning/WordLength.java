package org.sparselaw.pipeline.text.cleaning;

import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;

/**
 * Gopher: the mean length of a document's words is between 3 and 10 characters.
 *
 * @param least of the mean
 * @param most of the mean
 */
@Variant(key = "rule", value = "word-length")
public record WordLength(
        @Default("3") @Range("[0, inf)") double least,
        @Default("10") @Range("(0, inf)") double most) implements Rule {
    @Override
    public String clean(String text) {
        WordSpans words = WordSpans.of(text);
        double mean = (double) words.characters() / Math.max(1, words.count());
        return mean >= least && mean <= most ? text : "";
    }
}

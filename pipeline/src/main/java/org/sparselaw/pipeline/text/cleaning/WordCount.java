package org.sparselaw.pipeline.text.cleaning;

import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;

/**
 * Gopher: documents have between 50 and 100,000 words.
 *
 * @param least words of a document
 * @param most words of a document
 */
@Variant(key = "rule", value = "word-count")
public record WordCount(
        @Default("50") @Range("[0, inf)") int least,
        @Default("100000") @Range("[1, inf)") int most) implements Rule {
    @Override
    public String clean(String text) {
        int words = WordSpans.of(text).count();
        return words >= least && words <= most ? text : "";
    }
}

package org.sparselaw.pipeline.text.cleaning;

import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;

/**
 * Gopher: paragraphs that occurred before are at most .3 of the paragraphs and have at most .2 of the characters. Empty lines separate
 * paragraphs.
 *
 * @param paragraphs at most, as a share
 * @param characters at most, as a share
 */
@Variant(key = "rule", value = "repeated-paragraphs")
public record RepeatedParagraphs(
        @Default("0.3") @Range("[0, 1]") double paragraphs,
        @Default("0.2") @Range("[0, 1]") double characters) implements Rule {
    @Override
    public String clean(String text) {
        return Repeats.among(text.split("\n{2,}", -1)).within(paragraphs, characters, text.length()) ? text : "";
    }
}

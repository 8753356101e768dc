package org.sparselaw.pipeline.text.cleaning;

import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;

/**
 * Gopher: neither hash marks nor ellipses, of three periods or in one character, are more than a tenth of the number of words.
 *
 * @param most of either, for each word
 */
@Variant(key = "rule", value = "symbols")
public record Symbols(@Default("0.1") @Range("[0, inf)") double most) implements Rule {
    @Override
    public String clean(String text) {
        int hashes = 0;
        int ellipses = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            hashes += c == '#' ? 1 : 0;
            if (c == '\u2026') {
                ellipses++;
            } else if (c == '.' && text.startsWith("...", i)) {
                ellipses++;
                i += 2;
            }
        }
        return Math.max(hashes, ellipses) > most * WordSpans.of(text).count() ? "" : text;
    }
}

package org.sparselaw.pipeline.text.cleaning;

import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;

/**
 * C4: lines have at least five words.
 *
 * @param words a line must have
 */
@Variant(key = "rule", value = "short-lines")
public record ShortLines(@Default("5") @Range("[1, 1000]") int words) implements Rule {
    @Override
    public String clean(String text) {
        return Lines.keep(text, this::longEnough);
    }

    private boolean longEnough(String text, int from, int to) {
        int found = 0;
        boolean inside = false;
        for (int i = from; i < to && found < words; i++) {
            boolean space = Character.isWhitespace(text.charAt(i));
            found += !space && !inside ? 1 : 0;
            inside = !space;
        }
        return found >= words;
    }
}

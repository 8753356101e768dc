package org.sparselaw.pipeline.text.cleaning;

import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;

/**
 * C4, as published data sets are made: lines have no word of more than 1,000 characters.
 *
 * @param characters a word may have
 */
@Variant(key = "rule", value = "long-words")
public record LongWords(@Default("1000") @Range("[1, inf)") int characters) implements Rule {
    @Override
    public String clean(String text) {
        return Lines.keep(text, (t, from, to) -> {
            int run = 0;
            for (int i = from; i < to && run <= characters; i++) {
                run = Character.isWhitespace(t.charAt(i)) ? 0 : run + 1;
            }
            return run <= characters;
        });
    }
}

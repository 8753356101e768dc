package org.sparselaw.pipeline.text.cleaning;

import org.sparselaw.config.Variant;

/** C4: lines end with a period, question mark, exclamation mark or quotation mark, and not with an ellipsis of three periods. */
@Variant(key = "rule", value = "terminal-punctuation")
public record TerminalPunctuation() implements Rule {
    private static final String MARKS = ".?!\"";

    @Override
    public String clean(String text) {
        return Lines.keep(
                text,
                (t, from, to) -> to > from && MARKS.indexOf(t.charAt(to - 1)) >= 0 && !t.startsWith("...", to - 3));
    }
}

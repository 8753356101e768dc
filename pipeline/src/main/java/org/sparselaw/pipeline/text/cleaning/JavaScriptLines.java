package org.sparselaw.pipeline.text.cleaning;

import org.sparselaw.config.Variant;

/** C4: lines that say JavaScript, most of which warn that it must be enabled, go. */
@Variant(key = "rule", value = "javascript-lines")
public record JavaScriptLines() implements Rule {
    private static final Phrases JAVASCRIPT = new Phrases("javascript");

    @Override
    public String clean(String text) {
        return JAVASCRIPT.in(text) ? Lines.keep(text, (t, from, to) -> !JAVASCRIPT.in(t, from, to)) : text;
    }
}

package org.sparselaw.pipeline.text.cleaning;

import org.sparselaw.config.Variant;

/** C4: documents with a curly bracket, which hold code more often than language, are dropped. */
@Variant(key = "rule", value = "curly-braces")
public record CurlyBraces() implements Rule {
    @Override
    public String clean(String text) {
        return text.indexOf('{') >= 0 ? "" : text;
    }
}

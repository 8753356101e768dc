package org.sparselaw.pipeline.text.cleaning;

import org.sparselaw.config.Variant;

/** C4: documents with the placeholder "lorem ipsum" are dropped. */
@Variant(key = "rule", value = "lorem-ipsum")
public record LoremIpsum() implements Rule {
    private static final Phrases PLACEHOLDER = new Phrases("lorem ipsum");

    @Override
    public String clean(String text) {
        return PLACEHOLDER.in(text) ? "" : text;
    }
}

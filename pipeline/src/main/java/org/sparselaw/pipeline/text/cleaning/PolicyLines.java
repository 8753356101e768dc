package org.sparselaw.pipeline.text.cleaning;

import org.sparselaw.config.Variant;

/** C4: lines with notices of cookies and terms go. */
@Variant(key = "rule", value = "policy-lines")
public record PolicyLines() implements Rule {
    private static final Phrases NOTICES = new Phrases(
            "terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies");

    @Override
    public String clean(String text) {
        return NOTICES.in(text) ? Lines.keep(text, (t, from, to) -> !NOTICES.in(t, from, to)) : text;
    }
}

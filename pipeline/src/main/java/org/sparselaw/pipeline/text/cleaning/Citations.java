package org.sparselaw.pipeline.text.cleaning;

import java.util.regex.Pattern;
import org.sparselaw.config.Variant;

/** C4: the marks that Wikipedia leaves in a text go: {@code [1]}, {@code []}, {@code [edit]}, {@code [citation needed]}. */
@Variant(key = "rule", value = "citations")
public record Citations() implements Rule {
    private static final Pattern MARK = Pattern.compile("\\[(?:[0-9]*|edit|citation needed)\\]");

    @Override
    public String clean(String text) {
        return text.indexOf('[') < 0 ? text : MARK.matcher(text).replaceAll("");
    }
}

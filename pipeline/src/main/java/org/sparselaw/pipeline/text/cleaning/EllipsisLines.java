package org.sparselaw.pipeline.text.cleaning;

import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;

/**
 * Gopher: at most three tenths of the lines end with an ellipsis.
 *
 * @param most of the lines, as a share
 */
@Variant(key = "rule", value = "ellipsis-lines")
public record EllipsisLines(@Default("0.3") @Range("[0, 1]") double most) implements Rule {
    @Override
    public String clean(String text) {
        return Lines.share(text, (t, from, to) -> t.charAt(to - 1) == '\u2026' || t.startsWith("...", to - 3)) > most
                ? ""
                : text;
    }
}

package org.sparselaw.pipeline.text.cleaning;

import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;

/**
 * Gopher: lines that occurred before are at most .3 of the lines and have at most .2 of the characters.
 *
 * @param lines at most, as a share
 * @param characters at most, as a share
 */
@Variant(key = "rule", value = "repeated-lines")
public record RepeatedLines(
        @Default("0.3") @Range("[0, 1]") double lines,
        @Default("0.2") @Range("[0, 1]") double characters) implements Rule {
    @Override
    public String clean(String text) {
        return Repeats.among(text.split("\n", -1)).within(lines, characters, text.length()) ? text : "";
    }
}

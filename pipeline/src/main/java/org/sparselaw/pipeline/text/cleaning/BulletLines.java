package org.sparselaw.pipeline.text.cleaning;

import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;

/**
 * Gopher: at most nine tenths of the lines begin with a bullet.
 *
 * @param most of the lines, as a share
 */
@Variant(key = "rule", value = "bullet-lines")
public record BulletLines(@Default("0.9") @Range("[0, 1]") double most) implements Rule {
    private static final String BULLETS = "-*\u2022\u2023\u2043\u25cf\u25e6\u25aa\u25ab";

    @Override
    public String clean(String text) {
        return Lines.share(text, (t, from, to) -> BULLETS.indexOf(t.charAt(from)) >= 0) > most ? "" : text;
    }
}

package org.sparselaw.pipeline.text.cleaning;

import org.sparselaw.pipeline.input.Rejection;

/**
 * A document that a rule dropped.
 *
 * @param reason the code of the rule
 * @param line of the file, from 1
 * @param text as it was before any rule
 */
public record DroppedDocument(String reason, String file, long line, String text) implements Rejection {
    @Override
    public String code() {
        return reason;
    }

    @Override
    public String where() {
        return file + ":" + line;
    }
}

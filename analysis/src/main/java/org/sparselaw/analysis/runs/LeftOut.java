package org.sparselaw.analysis.runs;

import java.io.Serializable;

/**
 * A row of a run table that is not fitted.
 *
 * @param run the run's id, or {@code row 17} (from 1) in a table without ids
 * @param reason what is wrong with it, in words: {@code diverged}, {@code loss not above 0: -1.0}
 */
public record LeftOut(String run, String reason) implements Serializable {

    /** The reason without what is particular to this row, which follows a colon. */
    public String kind() {
        return reason.replaceFirst(": .*", "");
    }

    /** @param detail may be null */
    static String reason(Status status, String detail) {
        return status.word() + (detail == null ? "" : ": " + detail);
    }
}

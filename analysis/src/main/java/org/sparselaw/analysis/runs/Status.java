package org.sparselaw.analysis.runs;

import java.util.Locale;

/** How a run ended. A law is fitted to finished runs only. */
public enum Status {
    FINISHED,
    /** The loss stopped being a finite number, or passed 100 nats; the final loss is absent. */
    DIVERGED,
    /** It stopped, or was stopped, before its last step; the final loss is absent. */
    UNFINISHED,
    /** It ended, but its loss is far from those of runs that should have the same. */
    OUTLYING,
    /** Its result or its metrics are damaged or missing; the final loss is absent. */
    UNREADABLE;

    /** In lower case, as tables and messages show it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

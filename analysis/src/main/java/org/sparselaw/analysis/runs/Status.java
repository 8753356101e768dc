package org.sparselaw.analysis.runs;

/** How a run ended. */
public enum Status {
    FINISHED,
    /** The loss stopped being a finite number, or passed 100 nats; the final loss is absent. */
    DIVERGED
}

package org.sparselaw.training.sweep;

import java.io.Serializable;
import org.sparselaw.analysis.runs.Status;

/**
 * How one run of a sweep ended, as the driver learns of it.
 *
 * @param status null for a run that failed
 * @param loss final validation loss in nats; null unless the run finished
 * @param failure what went wrong; null unless the run failed
 */
public record RunOutcome(String runId, Status status, Double loss, double seconds, String failure)
        implements Serializable {
    public boolean failed() {
        return failure != null;
    }
}

package org.sparselaw.analysis.steps;

import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.Status;

/** How a run ended, by its steps: the one place that decides it. */
public final class RunEnding {
    private RunEnding() {}

    /**
     * A run whose source says that it finished, with its loss.
     *
     * @param steps all that were recorded of it
     */
    public static Run finished(Run run, Trajectory steps) {
        String divergence = steps.divergence();
        if (divergence != null) {
            return run.without(Status.DIVERGED, divergence);
        }
        if (steps.loss().isEmpty()) {
            return run.without(Status.UNREADABLE, "none of its steps has a validation loss");
        }
        double loss = steps.loss().getAsDouble();
        return loss > 0
                ? run.finished(loss)
                : run.without(Status.UNREADABLE, "validation loss " + loss + " is not above 0");
    }

    /** A run whose source does not say how it ended: it finished when it reached the steps planned, if these are known. */
    public static Run byItsSteps(Run run, Trajectory steps) {
        Run ended = finished(run, steps);
        boolean broken = ended.status() != Status.DIVERGED && run.steps() > 0 && !steps.reaches(run.steps());
        return broken ? unfinished(run, steps) : ended;
    }

    /** A run whose source says that it did not finish. */
    public static Run unfinished(Run run, Trajectory steps) {
        if (steps.empty()) {
            return run.without(Status.UNFINISHED, "has no result");
        }
        String planned = run.steps() > 0 ? " of " + run.steps() : "";
        return run.without(Status.UNFINISHED, "ended at step " + steps.last() + planned);
    }
}

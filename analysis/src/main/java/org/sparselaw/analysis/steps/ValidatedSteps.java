package org.sparselaw.analysis.steps;

import java.io.Serializable;
import java.util.OptionalDouble;

/**
 * What is kept of a run's validated steps while they are read, in parts and in any order. A step that was written twice, by
 * a run that broke off and was resumed, counts once: as it was written last.
 */
sealed interface ValidatedSteps extends Serializable permits LastSteps, LeastStep, AllSteps {
    /**
     * @param written orders the parts that a step may be in; within one part, a later call is a later writing
     */
    void add(long step, double loss, long written);

    /** @param other of the same kind, on another part of the run */
    void merge(ValidatedSteps other);

    /** The final loss; absent without any validated step. */
    OptionalDouble loss();

    /** Whether {@link #loss} is known to be right; if not, all steps must be kept to know it. */
    default boolean certain() {
        return true;
    }
}

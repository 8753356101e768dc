package org.sparselaw.analysis.steps;

import java.io.Serializable;
import java.util.OptionalDouble;

/** What is known of a run from its steps, read in parts and in any order, and put together from the parts. */
public final class Trajectory implements Serializable {
    private static final long NONE = Long.MIN_VALUE;

    private final LossPolicy policy;
    private final ValidatedSteps validated;
    private long last = NONE;
    private long lastWritten;
    private double lastLoss;
    private long nextToLast = NONE;

    private Trajectory(LossPolicy policy, ValidatedSteps validated) {
        this.policy = policy;
        this.validated = validated;
    }

    /** One whose size does not grow with the steps; see {@link #certain}. */
    public static Trajectory bounded(LossPolicy policy) {
        return new Trajectory(policy, policy.bounded());
    }

    /** One that is certain, and for the policy {@code minimum} keeps every validated step to be so. */
    public static Trajectory exact(LossPolicy policy) {
        return new Trajectory(policy, policy.policy() == LossPolicy.Choice.MINIMUM ? new AllSteps() : policy.bounded());
    }

    /**
     * A step, validated or not.
     *
     * @param loss of training; 0 where none was recorded
     * @param written orders the parts that a step may be in; within one part, a later call is a later writing
     */
    public void add(long step, double loss, long written) {
        if (step > last) {
            nextToLast = last;
            last = step;
            lastLoss = loss;
            lastWritten = written;
        } else if (step == last) {
            if (written >= lastWritten) {
                lastLoss = loss;
                lastWritten = written;
            }
        } else if (step > nextToLast) {
            nextToLast = step;
        }
    }

    /** The validation loss of a step. */
    public void addValidated(long step, double loss, long written) {
        validated.add(step, loss, written);
    }

    /** Takes in another part of the same run. */
    public Trajectory merge(Trajectory other) {
        if (other.nextToLast != NONE) {
            add(other.nextToLast, 0, Long.MIN_VALUE);
        }
        if (other.last != NONE) {
            add(other.last, other.lastLoss, other.lastWritten);
        }
        validated.merge(other.validated);
        return this;
    }

    /** Whether {@link #loss} is known to be right: no step that was written twice can have spoiled it. */
    public boolean certain() {
        return validated.certain();
    }

    /** The final loss by the policy, finite or not; absent when no step was validated. */
    public OptionalDouble loss() {
        return validated.loss();
    }

    public boolean empty() {
        return last == NONE;
    }

    /** The greatest step. */
    public long last() {
        return last;
    }

    /**
     * Whether the last step is where a run of so many steps ends. Steps may be counted from 0 or from 1 and need not all be
     * recorded: one more step, at the distance of the last two, must reach the end.
     */
    public boolean reaches(long steps) {
        long distance = nextToLast == NONE ? 1 : last - nextToLast;
        return last + distance >= steps;
    }

    /** What makes the run a diverged one, in words; null when its losses are sound to the end. */
    String divergence() {
        if (!policy.sound(lastLoss)) {
            return "loss " + lastLoss + " at step " + last;
        }
        OptionalDouble loss = loss();
        return loss.isPresent() && !policy.sound(loss.getAsDouble()) ? "validation loss " + loss.getAsDouble() : null;
    }
}

package org.sparselaw.analysis.steps;

import java.io.Serializable;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;

/**
 * Which validation loss is a run's final loss; the section {@code loss} of a configuration.
 *
 * @param policy {@code last} is the paper's
 * @param steps of {@code mean}: over how many of the last validated steps, over all where there are fewer
 * @param divergedFrom a run whose loss ends here or above, in nats, has diverged
 */
public record LossPolicy(
        @Default("last") Choice policy,
        @Default("10") @Range("[1, 1000]") int steps,
        @Default("100") @Range("(0, inf)") double divergedFrom)
        implements Serializable {

    public static final LossPolicy DEFAULT = new LossPolicy(Choice.LAST, 10, 100);

    /** What is taken of the validated steps, each counted once. */
    public enum Choice {
        /** The loss at the last of them. */
        LAST,
        /** The mean over the last few of them. */
        MEAN,
        /** The least finite loss of all. */
        MINIMUM
    }

    /** Whether a loss is one that training goes on from. */
    boolean sound(double loss) {
        return Double.isFinite(loss) && loss < divergedFrom;
    }

    /** Keeps of a run's steps what the policy needs, in bounded memory. */
    ValidatedSteps bounded() {
        return switch (policy) {
            case LAST -> new LastSteps(1);
            case MEAN -> new LastSteps(steps);
            case MINIMUM -> new LeastStep();
        };
    }
}

package org.sparselaw.training.prune;

import org.sparselaw.config.Variant;

/** What becomes of the weights that a mask does not keep, and who takes their place. */
public sealed interface PruningMethod permits Magnitude, StraightThrough, Rigl, SparseEvolution {
    /** As in the run table: {@code rigl}. */
    default String name() {
        return getClass().getAnnotation(Variant.class).value();
    }

    /** Whether a step needs the gradients of weights that are not kept; they cost what a dense model's cost. */
    boolean needsDenseGradients(long step);
}

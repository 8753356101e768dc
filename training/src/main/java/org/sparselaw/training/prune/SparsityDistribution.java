package org.sparselaw.training.prune;

import org.sparselaw.training.model.TensorSpec;

/** How sparse each tensor becomes for a model of sparsity S. */
public sealed interface SparsityDistribution permits Uniform {
    /** As in run specifications: {@code uniform}. */
    String name();

    /**
     * The final sparsity of a tensor; 0 for one that is never pruned.
     *
     * @param target S in [0, 1)
     */
    double sparsity(TensorSpec tensor, double target);
}

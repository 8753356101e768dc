package org.sparselaw.training.device;

/** Where the m members of an n:m group lie in a linear weight [out, in]. */
public enum GroupAxis {
    /** Along the reduction: m neighbours of one row, as sparse tensor cores want it (Mishra et al. 2021). */
    INPUT,
    /** Across outputs: entries of m neighbouring rows in one column. */
    OUTPUT
}

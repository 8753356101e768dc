package org.sparselaw.analysis.law;

import java.util.List;

/** A scaling law: a formula for the validation loss with named coefficients. */
public interface Law {
    /** As in configurations and {@code law.json}: {@code sparse}. */
    String name();

    /** The formula in the symbols of its coefficients, S, N and D. */
    String formula();

    /** Names of the coefficients, in the order of every coefficient array. */
    List<String> coefficients();

    /**
     * The predicted loss.
     *
     * @param coefficients in natural units
     * @param s sparsity in [0, 1)
     * @param n non-zero parameters
     * @param d training tokens or images
     */
    double loss(double[] coefficients, double s, double n, double d);
}

package org.sparselaw.analysis.law;

/**
 * The coefficients of the {@link SparseLaw}.
 *
 * @param aS amplitude of the part of the capacity term that sparsity takes away
 * @param bS exponent of 1 - S
 * @param cS amplitude of the part that no sparsity takes away
 * @param bN exponent of the non-zero parameters
 * @param aD scale of the data term, in the unit of D
 * @param bD exponent of the data
 * @param c irreducible loss
 */
public record SparseCoefficients(double aS, double bS, double cS, double bN, double aD, double bD, double c) {
    /** From the order of {@link SparseLaw#coefficients()}. */
    public static SparseCoefficients of(double[] values) {
        return new SparseCoefficients(values[0], values[1], values[2], values[3], values[4], values[5], values[6]);
    }

    /** In the order of {@link SparseLaw#coefficients()}. */
    public double[] toArray() {
        return new double[] {aS, bS, cS, bN, aD, bD, c};
    }

    /**
     * The predicted loss.
     *
     * @param s sparsity in [0, 1)
     * @param n non-zero parameters, in the unit these coefficients are for
     * @param d data, in the unit these coefficients are for
     */
    public double loss(double s, double n, double d) {
        return LawForm.SPARSE.law().loss(toArray(), s, n, d);
    }
}

package org.sparselaw.analysis.optimum;

import org.sparselaw.analysis.law.SparseCoefficients;

/**
 * Size, sparsity and data together: the lowest loss that a training budget C can buy, with N, S and D all free.
 *
 * <p>Derived here, in the way of Hoffmann et al. (arXiv 2203.15556, section 3.3) for the dense law. Write A(S) = a_S (1-S)^b_S
 * + c_S. With D = C / (6 N c_mul) the loss is A N^-b_N + (6 a_D N c_mul / C)^b_D + c, and for a fixed S its derivative by N is
 * zero at
 *
 * <pre>N^(b_N + b_D) = (b_N A(S) / b_D) (C / (6 a_D c_mul(S)))^b_D</pre>
 *
 * where L - c = (1 + b_N/b_D) A N^-b_N, which as a function of S is a power of A(S) c_mul(S)^b_N times a number without S. So
 * the optimal sparsity is that with the lowest ln A(S) + b_N ln c_mul(S), <em>the same for every budget</em>: the one with the
 * largest effective dense size (A(0)/A(S))^(1/b_N) per training cost c_mul(S). Dense training needs that many times the budget
 * for the same loss. With x = 1-S the derivative is zero where
 *
 * <pre>a_S b_S x^b_S / (a_S x^b_S + c_S) = b_N slope / (slope + (1 - slope) x)</pre>
 *
 * The left side rises with x and the right side falls if c_S &gt; 0, so there is one root; if c_S &lt;= 0 the lowest point is
 * looked for.
 */
public final class ComputeOptimal {
    private final SparseCoefficients law;
    private final TrainingCost cost;
    private final double sparsity;

    public ComputeOptimal(SparseCoefficients law, TrainingCost cost) {
        this.law = law;
        this.cost = cost;
        this.sparsity = SparsitySearch.lowest(s -> amplitude(s) > 0 ? logCost(s) : Double.NaN);
    }

    /** S, the same for every budget; 0 where dense training is best. */
    public double sparsity() {
        return sparsity;
    }

    /** Whether the law sees no end to sparsity: a_S (1-S)^b_S + c_S falls to 0 before S is 1, or falls faster than cost rises. */
    public boolean runsAway() {
        return !(amplitude(OptimalSparsity.HIGHEST) > 0) || sparsity > 0.999 * OptimalSparsity.HIGHEST;
    }

    /** N with which the budget in FLOP gives the lowest loss at the optimal sparsity. */
    public double nonZeros(double flop) {
        return nonZeros(sparsity, flop);
    }

    /** N with which the budget in FLOP gives the lowest loss at any one sparsity; at 0 the compute-optimal dense size. */
    public double nonZeros(double s, double flop) {
        double budget = StrictMath.log(flop) - StrictMath.log(6 * law.aD()) - StrictMath.log(cost.multiplier(s));
        double capacity = StrictMath.log(law.bN() * amplitude(s) / law.bD());
        return StrictMath.exp((capacity + law.bD() * budget) / (law.bN() + law.bD()));
    }

    /** How many times the budget dense training needs for the same loss, sizes chosen optimally on both sides. */
    public double denseBudgetRatio() {
        return StrictMath.exp((logCost(0) - logCost(sparsity)) / law.bN());
    }

    private double logCost(double s) {
        return StrictMath.log(amplitude(s)) + law.bN() * StrictMath.log(cost.multiplier(s));
    }

    private double amplitude(double s) {
        return law.aS() * StrictMath.pow(1 - s, law.bS()) + law.cS();
    }
}

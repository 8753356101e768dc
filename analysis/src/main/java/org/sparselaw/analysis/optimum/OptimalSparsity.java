package org.sparselaw.analysis.optimum;

import org.sparselaw.analysis.law.SparseCoefficients;

/**
 * The sparsity with the lowest loss for a fixed number of non-zero parameters N and a fixed training budget C: more
 * sparsity is a larger model while it trains, and less data for the same FLOP.
 *
 * <p>Setting the derivative of L(S, N, C / (6 N c_mul(S))) by S to zero gives the contours
 *
 * <pre>C = K(S) N^(1 + b_N/b_D),
 * K(S) = 6 a_D [b_D c_mul^(b_D-1) c_mul' (1-S)^(1-b_S) / (a_S b_S)]^(1/b_D)</pre>
 *
 * (arXiv 2309.08520, section 3.2, there only for the paper's own schedule). With c_mul = slope/(1-S) + 1 - slope, K rises
 * with S, so there is one root. All of it is computed in logarithms: near the logarithmic limit of the data term a_D
 * leaves the range of a double long before K does.
 */
public final class OptimalSparsity {
    /** S_opt is looked for below this; a law that is optimal beyond has no meaningful optimum. */
    static final double HIGHEST = 0.9999;

    /** Where the continuation below S = 0 ends. */
    private static final double LOWEST_CONTINUED = -1;

    private final SparseCoefficients law;
    private final TrainingCost cost;

    public OptimalSparsity(SparseCoefficients law, TrainingCost cost) {
        this.law = law;
        this.cost = cost;
    }

    /** Whether the law says that sparsity can help at all: at equal N and D, loss falls with S. */
    public boolean helps() {
        return law.aS() > 0 && law.bS() > 0;
    }

    /** K(S): with a budget of K(S) N^(1 + b_N/b_D) FLOP, S is optimal. Infinite when sparsity never helps. */
    public double contour(double sparsity) {
        return StrictMath.exp(logContour(sparsity));
    }

    /** The budget in FLOP for which this sparsity is optimal at N. */
    public double budget(double sparsity, double nonZeros) {
        return StrictMath.exp(logContour(sparsity) + contourSlope() * StrictMath.log(nonZeros));
    }

    /** d ln C / d ln N along a contour: 1 + b_N/b_D, the same for every S. */
    public double contourSlope() {
        return 1 + law.bN() / law.bD();
    }

    /** S_opt(N, C); 0 where dense training is best. */
    public double sparsity(double nonZeros, double flop) {
        return root(onContourOfOne(nonZeros, flop), 0);
    }

    /** As {@link #sparsity}, but continued smoothly below 0, down to -1: how far dense training is from where sparsity helps. */
    public double continuedSparsity(double nonZeros, double flop) {
        return root(onContourOfOne(nonZeros, flop), LOWEST_CONTINUED);
    }

    private double onContourOfOne(double nonZeros, double flop) {
        return StrictMath.log(flop) - contourSlope() * StrictMath.log(nonZeros);
    }

    /**
     * S_opt for a budget with which dense training of N non-zero parameters would be compute-optimal, b_N A N^-b_N =
     * b_D (a_D/D)^b_D with A = a_S + c_S. It is the same for every N.
     */
    public double sparsityOnDenseOptimalLine() {
        return root(denseOptimalLine(), 0);
    }

    /** As {@link #sparsityOnDenseOptimalLine}, continued like {@link #continuedSparsity}. */
    public double continuedSparsityOnDenseOptimalLine() {
        return root(denseOptimalLine(), LOWEST_CONTINUED);
    }

    private double denseOptimalLine() {
        return StrictMath.log(6 * law.aD()) + logRatio(law.bD() / (law.bN() * (law.aS() + law.cS())));
    }

    /**
     * S_opt in closed form where sparsity saves nothing in training ({@link TrainingCost#DENSE}), whatever cost this object
     * has: max{0, 1 - exp[(ln(b_D/(a_S b_S)) + b_N ln N)/(b_D+b_S)] (6 a_D N/C)^(b_D/(b_D+b_S))}.
     */
    public double sparsityAtDenseCost(double nonZeros, double flop) {
        if (!helps()) {
            return 0;
        }
        double exponents = law.bD() + law.bS();
        double density =
                (StrictMath.log(law.bD() / (law.aS() * law.bS())) + law.bN() * StrictMath.log(nonZeros)) / exponents
                        + (StrictMath.log(6 * law.aD()) + StrictMath.log(nonZeros) - StrictMath.log(flop))
                                * law.bD()
                                / exponents;
        return Math.max(0, 1 - StrictMath.exp(density));
    }

    /** How many times larger a dense model of equal loss, trained on as much data, would be: N_dense/N. */
    public double effectiveDenseSize(double sparsity) {
        double sparse = law.aS() * StrictMath.pow(1 - sparsity, law.bS()) + law.cS();
        return StrictMath.pow((law.aS() + law.cS()) / sparse, 1 / law.bN());
    }

    private double logContour(double s) {
        if (!helps()) {
            return Double.POSITIVE_INFINITY;
        }
        double ratio = law.bD()
                * StrictMath.pow(cost.multiplier(s), law.bD() - 1)
                * cost.multiplierSlope(s)
                * StrictMath.pow(1 - s, 1 - law.bS())
                / (law.aS() * law.bS());
        return StrictMath.log(6 * law.aD()) + logRatio(ratio);
    }

    private double logRatio(double ratio) {
        return StrictMath.log(ratio) / law.bD();
    }

    /** The S from the lowest with ln K(S) = wanted, by bisection. */
    private double root(double wanted, double lowest) {
        if (!(wanted > logContour(lowest))) {
            return lowest;
        }
        double low = lowest;
        double high = HIGHEST;
        while (high - low > 1e-15) {
            double middle = (low + high) / 2;
            if (middle == low || middle == high) {
                break;
            }
            if (logContour(middle) < wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

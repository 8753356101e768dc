package org.sparselaw.analysis.optimum;

/**
 * What sparse training costs: FLOP C = 6 N D c_mul(S), with c_mul the mean density over training times 1/(1-S).
 *
 * <p>For gradual pruning from the fraction t0 of the steps to t1 along s(p) = S (1 - (1-p)^power), the mean sparsity over
 * the ramp is S power/(power+1), so
 *
 * <pre>c_mul(S) = [t0 + (t1-t0) (1 - S power/(power+1))] / (1-S) + (1-t1) = slope/(1-S) + 1 - slope,
 * slope = t1 - (t1-t0) power/(power+1)</pre>
 *
 * (arXiv 2309.08520, section 3.2, there for .25, .75 and 3: slope 3/8).
 *
 * @param slope in [0, 1]; 1 when sparsity saves nothing in training, 0 when training is sparse from its first step
 */
public record TrainingCost(double slope) {
    /** The paper's schedule: a quarter of the steps dense, half of them on a cubic ramp, a quarter at S. */
    public static final TrainingCost GRADUAL = gradual(0.25, 0.75, 3);

    /** Training as dear as that of the dense model that is pruned: c_mul = 1/(1-S). */
    public static final TrainingCost DENSE = new TrainingCost(1);

    public TrainingCost {
        if (!(slope >= 0 && slope <= 1)) {
            throw new IllegalArgumentException("Invalid slope: " + slope + " (must be in [0, 1])");
        }
    }

    /**
     * Pruning along a polynomial ramp.
     *
     * @param start fraction of the steps at which pruning begins
     * @param end fraction of the steps at which S is reached
     * @param power of the ramp; 3 is cubic
     */
    public static TrainingCost gradual(double start, double end, double power) {
        if (!(start >= 0 && start <= end && end <= 1 && power > 0)) {
            throw new IllegalArgumentException("Invalid ramp: from " + start + " to " + end + " with power " + power
                    + " (must be 0 <= start <= end <= 1 and power > 0)");
        }
        return new TrainingCost(end - (end - start) * power / (power + 1));
    }

    /** Cost relative to a dense model of as many non-zero parameters. */
    public double multiplier(double sparsity) {
        return slope / (1 - sparsity) + 1 - slope;
    }

    /** The derivative of {@link #multiplier} by the sparsity. */
    double multiplierSlope(double sparsity) {
        return slope / ((1 - sparsity) * (1 - sparsity));
    }

    /** FLOP to train N non-zero parameters on D tokens. */
    public double flop(double sparsity, double nonZeros, double data) {
        return 6 * nonZeros * data * multiplier(sparsity);
    }

    /** The D that a budget of FLOP pays for. */
    public double data(double sparsity, double nonZeros, double flop) {
        return flop / (6 * nonZeros * multiplier(sparsity));
    }
}

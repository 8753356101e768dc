package org.sparselaw.analysis.fit;

import java.util.Arrays;

/**
 * The box in which the parameters of the {@link SparseModel} are sought. It is far wider than any law seen; a minimum on its
 * edge is one of the law's degenerate limits. A parameter that the levels of the table cannot determine is held: its lower
 * bound is its upper.
 */
final class Bounds {
    /**
     * Two levels of a variable fix two numbers, an exponent with its amplitude and offset are three. The exponent is then held
     * at the optimum of the published T5/C4 table (arXiv 2309.08520), which has text and magnitudes like ours.
     */
    private static final double HELD_B_S = 1.345;

    private static final double HELD_B_N = 0.2317;
    private static final double HELD_B_D = 0.3846;

    private final double[] lower = new double[SparseModel.SIZE];
    private final double[] upper = new double[SparseModel.SIZE];

    private Bounds() {
        Arrays.fill(lower, Double.NEGATIVE_INFINITY);
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
    }

    static Bounds of(Levels levels, double lossRange) {
        Bounds bounds = new Bounds();
        bounds.exponent(SparseModel.B_S, levels.sparsities().size(), 0.02, 30, HELD_B_S);
        bounds.exponent(SparseModel.B_N, levels.nonZeros().size(), 0.01, 10, HELD_B_N);
        bounds.exponent(SparseModel.B_D, levels.data().size(), 0.01, 10, HELD_B_D);
        // Up to here a_D = A_D^(1/b_D) D0 stays a finite number at the smallest b_D.
        bounds.lower[SparseModel.A_D] = StrictMath.log(1e-9 * lossRange);
        bounds.upper[SparseModel.A_D] = StrictMath.log(100 * lossRange);
        return bounds;
    }

    private void exponent(int parameter, int levels, double low, double high, double held) {
        lower[parameter] = StrictMath.log(levels < 3 ? held : low);
        upper[parameter] = StrictMath.log(levels < 3 ? held : high);
    }

    double lower(int parameter) {
        return lower[parameter];
    }

    boolean held(int parameter) {
        return lower[parameter] == upper[parameter];
    }

    boolean atLower(double[] parameters, int parameter) {
        return parameters[parameter] <= lower[parameter];
    }

    boolean atUpper(double[] parameters, int parameter) {
        return parameters[parameter] >= upper[parameter];
    }

    /** Whether the parameter can move downhill: it is not held, and no bound stops it. */
    boolean free(double[] parameters, double[] gradient, int parameter) {
        return !held(parameter)
                && !(atLower(parameters, parameter) && gradient[parameter] >= 0)
                && !(atUpper(parameters, parameter) && gradient[parameter] <= 0);
    }

    double clip(int parameter, double value) {
        return Math.max(lower[parameter], Math.min(upper[parameter], value));
    }
}

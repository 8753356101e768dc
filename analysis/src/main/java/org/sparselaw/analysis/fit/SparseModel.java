package org.sparselaw.analysis.fit;

import org.sparselaw.analysis.law.SparseCoefficients;

/**
 * The sparse law with its derivatives, in the parameters of the fit: {@code [A_S, ln b_S, C_S, ln b_N, ln A_D, ln b_D, c]}
 * with A_S = a_S N0^-b_N, C_S = c_S N0^-b_N, A_D = (a_D/D0)^b_D for the units N0, D0 of the {@link Sample}.
 *
 * <p>Exponents and A_D are positive by definition of the law, hence the logarithms. A_S, C_S and c enter linearly and may take
 * either sign: optima with a negative one exist and must not be cut off.
 */
final class SparseModel {
    static final int A_S = 0;
    static final int B_S = 1;
    static final int C_S = 2;
    static final int B_N = 3;
    static final int A_D = 4;
    static final int B_D = 5;
    static final int C = 6;
    static final int SIZE = 7;

    private SparseModel() {}

    /**
     * The predicted loss of point i; fills its gradient, and the lower triangle of its Hessian.
     *
     * @param gradient of length {@link #SIZE}
     * @param hessian {@link #SIZE} x {@link #SIZE}; entries that are always 0 are left alone
     */
    static double evaluate(double[] p, Sample sample, int i, double[] gradient, double[][] hessian) {
        double bS = StrictMath.exp(p[B_S]);
        double bN = StrictMath.exp(p[B_N]);
        double bD = StrictMath.exp(p[B_D]);
        double u = bS * sample.logDensity(i);
        double x = bN * sample.logNonZeros(i);
        double y = bD * sample.logData(i);
        double size = StrictMath.exp(-x);
        double sparse = StrictMath.exp(u) * size;
        double data = StrictMath.exp(p[A_D] - y);
        double capacity = p[A_S] * sparse + p[C_S] * size;

        gradient[A_S] = sparse;
        gradient[B_S] = p[A_S] * sparse * u;
        gradient[C_S] = size;
        gradient[B_N] = -capacity * x;
        gradient[A_D] = data;
        gradient[B_D] = -data * y;
        gradient[C] = 1;

        hessian[B_S][A_S] = sparse * u;
        hessian[B_S][B_S] = p[A_S] * sparse * u * (1 + u);
        hessian[B_N][A_S] = -sparse * x;
        hessian[B_N][B_S] = -p[A_S] * sparse * u * x;
        hessian[B_N][C_S] = -size * x;
        hessian[B_N][B_N] = capacity * x * (x - 1);
        hessian[A_D][A_D] = data;
        hessian[B_D][A_D] = -data * y;
        hessian[B_D][B_D] = data * y * (y - 1);
        return capacity + data + p[C];
    }

    /** The law's coefficients for N in units of N0 and D in units of D0. */
    static SparseCoefficients coefficients(double[] p) {
        double bD = StrictMath.exp(p[B_D]);
        return new SparseCoefficients(
                p[A_S], StrictMath.exp(p[B_S]), p[C_S], StrictMath.exp(p[B_N]), StrictMath.exp(p[A_D] / bD), bD, p[C]);
    }
}

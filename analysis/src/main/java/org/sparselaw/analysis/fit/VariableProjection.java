package org.sparselaw.analysis.fit;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.SingularValueDecomposition;
import org.sparselaw.analysis.law.Residual;

/**
 * Starting points. Once b_S, b_N and b_D are fixed the law is linear in its four amplitudes (Golub, Pereyra 1973), so each
 * point of a grid over the exponents gets the amplitudes that fit best in the sense of least squares; logarithmic residuals
 * weigh the points by 1/L^2.
 */
final class VariableProjection {
    private static final double[] B_S = {0.3, 0.7, 1.2, 2};
    private static final double[] B_N = {0.1, 0.2, 0.35, 0.6};
    private static final double[] B_D = {0.1, 0.25, 0.5, 0.9};

    /** Where least squares asks for a negative data term, it starts as this part of the losses' range. */
    private static final double SMALL_DATA_TERM = 0.05;

    private final Sample sample;
    private final Residual residual;
    private final Bounds bounds;

    VariableProjection(Sample sample, Residual residual, Bounds bounds) {
        this.sample = sample;
        this.residual = residual;
        this.bounds = bounds;
    }

    /** 64 parameter vectors of the {@link SparseModel}; a fourth of them for each exponent that is held. */
    List<double[]> starts() {
        List<double[]> starts = new ArrayList<>();
        for (double bS : exponents(SparseModel.B_S, B_S)) {
            for (double bN : exponents(SparseModel.B_N, B_N)) {
                for (double bD : exponents(SparseModel.B_D, B_D)) {
                    starts.add(start(bS, bN, bD));
                }
            }
        }
        return starts;
    }

    private double[] exponents(int parameter, double[] grid) {
        return bounds.held(parameter) ? new double[] {StrictMath.exp(bounds.lower(parameter))} : grid;
    }

    private double[] start(double bS, double bN, double bD) {
        double[][] columns = new double[sample.size()][];
        double[] loss = new double[sample.size()];
        for (int i = 0; i < loss.length; i++) {
            double size = StrictMath.exp(-bN * sample.logNonZeros(i));
            double sparse = StrictMath.exp(bS * sample.logDensity(i)) * size;
            loss[i] = sample.loss(i);
            columns[i] = new double[] {sparse, size, 1, StrictMath.exp(-bD * sample.logData(i))};
        }
        double[] amplitudes = leastSquares(columns, loss, 4);
        double dataTerm = amplitudes[3];
        if (!(dataTerm > 0)) {
            dataTerm = SMALL_DATA_TERM * sample.lossRange();
            for (int i = 0; i < loss.length; i++) {
                loss[i] -= dataTerm * columns[i][3];
            }
            amplitudes = leastSquares(columns, loss, 3);
        }
        double[] start = new double[SparseModel.SIZE];
        start[SparseModel.A_S] = amplitudes[0];
        start[SparseModel.B_S] = StrictMath.log(bS);
        start[SparseModel.C_S] = amplitudes[1];
        start[SparseModel.B_N] = StrictMath.log(bN);
        start[SparseModel.A_D] = StrictMath.log(dataTerm);
        start[SparseModel.B_D] = StrictMath.log(bD);
        start[SparseModel.C] = amplitudes[2];
        for (int k = 0; k < start.length; k++) {
            start[k] = bounds.clip(k, start[k]);
        }
        return start;
    }

    /** By singular values: with few levels the columns can be dependent, and the smallest solution is then as good as any. */
    private double[] leastSquares(double[][] columns, double[] loss, int count) {
        double[][] left = new double[loss.length][count];
        double[] right = new double[loss.length];
        for (int i = 0; i < loss.length; i++) {
            double weight = residual == Residual.LOG ? 1 / sample.loss(i) : 1;
            right[i] = weight * loss[i];
            for (int k = 0; k < count; k++) {
                left[i][k] = weight * columns[i][k];
            }
        }
        return new SingularValueDecomposition(new Array2DRowRealMatrix(left, false))
                .getSolver()
                .solve(new ArrayRealVector(right, false))
                .toArray();
    }
}

package org.sparselaw.analysis.fit;

/** L L' = A for small symmetric positive definite matrices, in a buffer that is used again. */
final class Cholesky {
    /** A pivot below this part of its diagonal entry is rounding. */
    private static final double SMALLEST_PIVOT = 1e-14;

    private final double[][] l;
    private int size;

    Cholesky(int largest) {
        l = new double[largest][largest];
    }

    /** Factors the leading part of A + shift I; false where it is not positive definite. */
    boolean factor(double[][] a, int leading, double shift) {
        size = leading;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i][k] * l[j][k];
                }
                if (i > j) {
                    l[i][j] = sum / l[j][j];
                } else {
                    sum += shift;
                    if (!(sum > SMALLEST_PIVOT * (Math.abs(a[i][i]) + shift))) {
                        return false;
                    }
                    l[i][i] = Math.sqrt(sum);
                }
            }
        }
        return true;
    }

    /** x becomes A^-1 x. */
    void solve(double[] x) {
        solveLower(x);
        for (int i = size - 1; i >= 0; i--) {
            double sum = x[i];
            for (int k = i + 1; k < size; k++) {
                sum -= l[k][i] * x[k];
            }
            x[i] = sum / l[i][i];
        }
    }

    /** x becomes L^-1 x. */
    void solveLower(double[] x) {
        for (int i = 0; i < size; i++) {
            double sum = x[i];
            for (int k = 0; k < i; k++) {
                sum -= l[i][k] * x[k];
            }
            x[i] = sum / l[i][i];
        }
    }
}

package org.sparselaw.analysis.fit;

import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/** How sharp a minimum is. */
final class Curvature {
    private Curvature() {}

    /**
     * The condition number of the Hessian by the parameters that no bound stops, its diagonal scaled to 1, so that units do not
     * count. Infinite when an eigenvalue is not above 0.
     */
    static double condition(FitProblem problem, Minimum minimum) {
        Evaluation here = problem.evaluate(minimum.parameters());
        int size = here.gradient().length;
        int[] free = IntStream.range(0, size)
                .filter(i -> problem.bounds().free(minimum.parameters(), here.gradient(), i))
                .toArray();
        double[][] scaled = new double[free.length][free.length];
        for (int k = 0; k < free.length; k++) {
            for (int l = 0; l < free.length; l++) {
                double diagonal = here.hessian()[free[k]][free[k]] * here.hessian()[free[l]][free[l]];
                if (!(diagonal > 0)) {
                    return Double.POSITIVE_INFINITY;
                }
                scaled[k][l] = here.hessian()[free[k]][free[l]] / Math.sqrt(diagonal);
            }
        }
        EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(scaled, false));
        double smallest = eigen.getEigenvalue(free.length - 1);
        return smallest > 0 ? eigen.getEigenvalue(0) / smallest : Double.POSITIVE_INFINITY;
    }
}

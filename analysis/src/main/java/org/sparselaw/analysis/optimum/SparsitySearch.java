package org.sparselaw.analysis.optimum;

import java.util.function.DoubleUnaryOperator;

/**
 * The sparsity with the lowest loss where no closed form is known, sought in -ln(1-S), so that high sparsities are seen as
 * finely as low ones.
 */
final class SparsitySearch {
    private static final int POINTS = 400;
    private static final double DEEPEST = -StrictMath.log1p(-OptimalSparsity.HIGHEST);

    private SparsitySearch() {}

    /**
     * @param loss by S in [0, {@link OptimalSparsity#HIGHEST}]; where it is no number S is not considered
     * @return S to some 1e-8; exactly 0 where no sparsity is better than none
     */
    static double lowest(DoubleUnaryOperator loss) {
        double found = sparsity(LineSearch.lowest(depth -> loss.applyAsDouble(sparsity(depth)), 0, DEEPEST, POINTS));
        return loss.applyAsDouble(found) < loss.applyAsDouble(0) ? found : 0;
    }

    private static double sparsity(double depth) {
        return -StrictMath.expm1(-depth);
    }
}

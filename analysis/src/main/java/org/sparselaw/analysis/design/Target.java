package org.sparselaw.analysis.design;

import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.Law;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.optimum.OptimalSparsity;
import org.sparselaw.analysis.optimum.TrainingCost;

/**
 * What further runs shall tell.
 *
 * @param name in words
 * @param value of the coefficients in natural units, in the order of the law
 */
public record Target(String name, ToDoubleFunction<double[]> value) {
    /** S_opt where dense training is compute-optimal, the same for every size; the sparse law only. */
    public static Target sparsityOnDenseOptimalLine(FittedLaw law, TrainingCost cost) {
        law.sparse();
        return new Target(
                "S_opt on the dense compute-optimal line",
                c -> new OptimalSparsity(SparseCoefficients.of(c), cost).sparsityOnDenseOptimalLine());
    }

    /** S_opt for one size and budget; the sparse law only. */
    public static Target sparsity(FittedLaw law, TrainingCost cost, double nonZeros, double flop) {
        law.sparse();
        return new Target(
                String.format(Locale.ROOT, "S_opt for N = %.4g and C = %.4g FLOP", nonZeros, flop),
                c -> new OptimalSparsity(SparseCoefficients.of(c), cost).sparsity(nonZeros, flop));
    }

    /** @param name of a coefficient of the law */
    public static Target coefficient(Law law, String name) {
        int index = law.index(name);
        return new Target(name, c -> c[index]);
    }
}

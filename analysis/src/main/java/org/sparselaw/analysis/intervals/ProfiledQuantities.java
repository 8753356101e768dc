package org.sparselaw.analysis.intervals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sparselaw.analysis.fit.FitProblem;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.FittedLaw.Ranges;
import org.sparselaw.analysis.law.FittedLaw.Units;
import org.sparselaw.analysis.law.Law;
import org.sparselaw.analysis.law.LawForm;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.law.Term;
import org.sparselaw.analysis.optimum.OptimalSparsity;
import org.sparselaw.analysis.optimum.TrainingCost;

/**
 * What profiles are computed of: every coefficient that is not held; the loss at twice the largest N, the longest D and the highest S of the
 * runs; and from the sparse law, for the paper's pruning schedule, optimal sparsities, contours and effective sizes. Where a
 * size and an amount of data are needed they are the geometric means of the table.
 */
final class ProfiledQuantities {
    private static final double[] SPARSITIES = {0.5, 0.75, 0.875};
    private static final TrainingCost COST = TrainingCost.GRADUAL;

    private ProfiledQuantities() {}

    /** @param problem that the law solves */
    static List<Quantity> of(FittedLaw law, FitProblem problem) {
        List<Quantity> all = new ArrayList<>(coefficients(law.form().law()));
        all.removeIf(quantity ->
                problem.law().exponents().stream().anyMatch(e -> e.name().equals(quantity.name()) && problem.holds(e)));
        if (law.form() == LawForm.SPARSE) {
            all.addAll(answers(law.units()));
        }
        all.add(loss(law.form(), law.ranges()));
        return all;
    }

    static List<Quantity> coefficients(Law law) {
        return law.coefficients().stream().map(name -> coefficient(law, name)).toList();
    }

    private static Quantity coefficient(Law law, String name) {
        int index = law.index(name);
        boolean factor = law.terms().stream().anyMatch(t -> t.amplitude().equals(name) && t.kind() == Term.Kind.FACTOR);
        return factor ? Quantity.real(name, c -> c[index]) : Quantity.positive(name, c -> c[index]);
    }

    private static List<Quantity> answers(Units centre) {
        double n = centre.nonZeros();
        double flop = COST.flop(0, n, centre.data());
        List<Quantity> all = new ArrayList<>();
        all.add(Quantity.within("S_opt, dense line", 0, 1, c -> optimum(c).continuedSparsityOnDenseOptimalLine()));
        all.add(Quantity.within(
                String.format(Locale.ROOT, "S_opt(N %.3g, C %.3g)", n, flop),
                0,
                1,
                c -> optimum(c).continuedSparsity(n, flop)));
        for (double s : SPARSITIES) {
            all.add(Quantity.positive("N_dense/N, S " + s, c -> optimum(c).effectiveDenseSize(s)));
        }
        for (double s : SPARSITIES) {
            all.add(Quantity.positive(
                    String.format(Locale.ROOT, "C with S_opt %s for N %.3g", s, n),
                    c -> optimum(c).budget(s, n)));
        }
        return all;
    }

    private static Quantity loss(LawForm form, Ranges ranges) {
        double s = ranges.sparsity().high();
        double n = 2 * ranges.nonZeros().high();
        double d = 2 * ranges.data().high();
        return Quantity.real(
                String.format(Locale.ROOT, "L(S %.3f, N %.3g, D %.3g)", s, n, d),
                c -> form.law().loss(c, s, n, d));
    }

    private static OptimalSparsity optimum(double[] coefficients) {
        return new OptimalSparsity(SparseCoefficients.of(coefficients), COST);
    }
}

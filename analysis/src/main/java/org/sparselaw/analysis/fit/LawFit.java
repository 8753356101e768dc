package org.sparselaw.analysis.fit;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparselaw.analysis.law.Comparisons;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.Law;
import org.sparselaw.analysis.law.LawForm;
import org.sparselaw.analysis.runs.RunTable;

/**
 * Fits a law to a run table: starts by variable projection on a grid of exponents, each polished by a trust-region
 * Newton method to the last digits; the lowest minimum is the fit. Deterministic, without Spark.
 *
 * <p>The objective is the paper's (arXiv 2309.08520, appendix), the optimiser is not: BFGS with an absolute gradient tolerance
 * of 1e-5, on an objective of that size, stops at its start, and the published T5/C4 coefficients are no minimum.
 */
public final class LawFit {
    private LawFit() {}

    /** The sparse law; see {@link #fit(LawForm, RunTable, FitObjective)}. */
    public static FittedLaw fit(RunTable table, FitObjective settings) {
        return fit(LawForm.SPARSE, table, settings);
    }

    /** @throws org.sparselaw.job.DataException when the table has fewer points or levels than the law needs */
    public static FittedLaw fit(LawForm form, RunTable table, FitObjective settings) {
        Law law = form.law();
        Levels levels = Levels.of(table.observations());
        TableCheck.require(law, table, levels);
        FitProblem problem = FitProblem.of(law, table.observations(), settings, levels);
        List<Minimum> minima = problem.minima(problem.starts());
        Minimum best =
                minima.stream().min(Comparator.comparingDouble(Minimum::value)).orElseThrow();
        double[] natural = problem.coefficients(best.parameters());
        Diagnostics diagnostics = new Diagnostics(law, natural, table.observations());
        return new FittedLaw(
                form,
                law.formula(),
                named(law, natural),
                named(law, problem.normalized(best.parameters())),
                problem.units(),
                table.dataUnit(),
                new FittedLaw.Optimum(
                        settings.residual(),
                        settings.delta(),
                        problem.value(best.parameters()),
                        best.gradientNorm(),
                        Curvature.condition(problem, best),
                        minima.size(),
                        (int) minima.stream().filter(best::agrees).count()),
                diagnostics.quality(),
                Degeneracies.of(problem, best, minima, levels),
                diagnostics.residuals(levels.sparsities()),
                diagnostics.residuals(levels.nonZeros()),
                diagnostics.residuals(levels.data()),
                diagnostics.worstPoints(),
                diagnostics.ranges(),
                table.observations().size(),
                table.leftOut(),
                table.digest(),
                table.recipes(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Comparisons.NONE);
    }

    private static Map<String, Double> named(Law law, double[] values) {
        Map<String, Double> named = new LinkedHashMap<>();
        law.coefficients().forEach(name -> named.put(name, values[named.size()]));
        return named;
    }
}

package org.sparselaw.analysis.fit;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.LawForm;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.runs.RunTable;
import org.sparselaw.job.DataException;

/**
 * Fits the sparse law to a run table: starts by variable projection on a grid of exponents, each polished by a trust-region
 * Newton method to the last digits; the lowest minimum is the fit. Deterministic, without Spark.
 *
 * <p>The objective is the paper's (arXiv 2309.08520, appendix), the optimiser is not: BFGS with an absolute gradient tolerance
 * of 1e-5, on an objective of that size, stops at its start, and the published T5/C4 coefficients are no minimum.
 */
public final class LawFit {
    private LawFit() {}

    /** @throws DataException when the table has fewer points or levels than the law needs */
    public static FittedLaw fit(RunTable table, FitObjective settings) {
        Levels levels = Levels.of(table.observations());
        requireEnough(table, levels);
        Sample sample = new Sample(table.observations());
        Bounds bounds = Bounds.of(levels, sample.lossRange());
        Objective objective = new Objective(sample, settings);
        TrustRegion optimiser = new TrustRegion(objective, bounds);
        List<Minimum> minima = new VariableProjection(sample, settings.residual(), bounds)
                .starts().stream().map(optimiser::minimise).toList();
        Minimum best =
                minima.stream().min(Comparator.comparingDouble(Minimum::value)).orElseThrow();

        LawForm form = LawForm.SPARSE;
        SparseCoefficients normalized = SparseModel.coefficients(best.parameters());
        SparseCoefficients natural = normalized.inUnits(
                1 / sample.units().nonZeros(), 1 / sample.units().data());
        Diagnostics diagnostics = new Diagnostics(natural, table.observations());
        return new FittedLaw(
                form,
                form.law().formula(),
                named(form, natural),
                named(form, normalized),
                sample.units(),
                table.dataUnit(),
                new FittedLaw.Optimum(
                        settings.residual(),
                        settings.delta(),
                        best.value() * settings.delta() * settings.delta(),
                        best.gradientNorm(),
                        minima.size(),
                        (int) minima.stream().filter(best::agrees).count()),
                diagnostics.quality(),
                Degeneracies.of(best, minima, bounds, levels, sample),
                diagnostics.residuals(levels.sparsities()),
                diagnostics.residuals(levels.nonZeros()),
                diagnostics.residuals(levels.data()),
                diagnostics.worstPoints(),
                diagnostics.ranges(),
                table.observations().size(),
                table.leftOut(),
                table.digest());
    }

    private static void requireEnough(RunTable table, Levels levels) {
        int points = table.observations().size();
        int s = levels.sparsities().size();
        int n = levels.nonZeros().size();
        int d = levels.data().size();
        if (points < SparseModel.SIZE || s < 2 || n < 2 || d < 2) {
            throw new DataException("The run table has " + points + " usable runs ("
                    + table.leftOut().size()
                    + " left out) with " + s + " levels of sparsity, " + n + " of non-zero parameters and " + d
                    + " of data; the law needs at least " + SparseModel.SIZE + " runs and 2 levels of each");
        }
        double first = table.observations().get(0).loss();
        if (table.observations().stream().allMatch(o -> o.loss() == first)) {
            throw new DataException("All " + points + " runs of the table have the same loss " + first);
        }
    }

    private static Map<String, Double> named(LawForm form, SparseCoefficients values) {
        Map<String, Double> named = new LinkedHashMap<>();
        double[] array = values.toArray();
        List<String> names = form.law().coefficients();
        for (int i = 0; i < array.length; i++) {
            named.put(names.get(i), array[i]);
        }
        return named;
    }
}

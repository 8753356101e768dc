package org.sparselaw.analysis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sparselaw.analysis.fit.FitObjective;
import org.sparselaw.analysis.intervals.IntervalSettings;
import org.sparselaw.analysis.law.Law;
import org.sparselaw.analysis.law.LawForm;
import org.sparselaw.analysis.law.Term;
import org.sparselaw.analysis.runs.ColumnMapping;
import org.sparselaw.analysis.runs.DataUnit;
import org.sparselaw.analysis.runs.TableFormat;
import org.sparselaw.config.Default;

/**
 * What {@link FitLaw} does.
 *
 * @param runs the run table: a {@code runs.parquet}, or with {@code columns} any CSV, JSON or Parquet table
 * @param format {@code auto} tells it from the name
 * @param dataUnit what D counts in a mapped table; a table of our own says so itself
 * @param intervals how the uncertainty of the law is found
 * @param laws the first is written to {@code output}; others are fitted to the same runs and compared with it
 * @param published coefficients of the first law from elsewhere, in natural units, to be judged beside the fit
 * @param largerRuns runs that are not fitted but predicted
 * @param output {@code law.json}
 */
public record FitLawConfig(
        String runs,
        @Default("auto") TableFormat format,
        Optional<ColumnMapping> columns,
        @Default("tokens") DataUnit dataUnit,
        @Default("{}") FitObjective objective,
        @Default("{}") IntervalSettings intervals,
        @Default("[sparse]") List<LawForm> laws,
        Optional<Map<String, Double>> published,
        @Default("[]") List<MeasuredRun> largerRuns,
        String output) {

    public FitLawConfig {
        if (laws != null && (laws.isEmpty() || laws.stream().distinct().count() < laws.size())) {
            throw new IllegalArgumentException("laws: must name at least one law, and none twice");
        }
        if (laws != null && published != null && published.isPresent()) {
            requireComplete(laws.get(0).law(), published.get());
        }
    }

    /** The sparse law of a run table of our own, and no comparison. */
    public static FitLawConfig ofRunTable(
            String runs, FitObjective objective, IntervalSettings intervals, String output) {
        return new FitLawConfig(
                runs,
                TableFormat.AUTO,
                Optional.empty(),
                DataUnit.TOKENS,
                objective,
                intervals,
                List.of(LawForm.SPARSE),
                Optional.empty(),
                List.of(),
                output);
    }

    private static void requireComplete(Law law, Map<String, Double> published) {
        if (!published.keySet().equals(Set.copyOf(law.coefficients()))) {
            throw new IllegalArgumentException("published: has " + String.join(", ", published.keySet())
                    + " (must be the coefficients of the " + law.name() + " law: "
                    + String.join(", ", law.coefficients()) + ")");
        }
        for (Term term : law.terms()) {
            boolean below = term.kind() == Term.Kind.SCALE && !(published.get(term.amplitude()) > 0);
            if (below || term.exponents().stream().anyMatch(e -> !(published.get(e.name()) > 0))) {
                throw new IllegalArgumentException(
                        "published: exponents and a_D must be above 0, but they are " + published);
            }
        }
    }
}

package org.sparselaw.analysis.fit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparselaw.analysis.law.Comparisons.ComparedLaw;
import org.sparselaw.analysis.law.Comparisons.LargerRun;
import org.sparselaw.analysis.law.Comparisons.PublishedLaw;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.Law;
import org.sparselaw.analysis.runs.Observation;
import org.sparselaw.analysis.runs.RunTable;

/** Sets a fitted law against others on one run table: other forms, other coefficients, and runs beyond the table. */
public final class LawComparison {
    private final RunTable table;
    private final FitObjective objective;

    public LawComparison(RunTable table, FitObjective objective) {
        this.table = table;
        this.objective = objective;
    }

    /** @param fitted to the table under the objective */
    public ComparedLaw row(FittedLaw fitted) {
        Law law = fitted.form().law();
        List<Observation> runs = table.observations();
        Levels levels = Levels.of(runs);
        double value = fitted.optimum().value();
        int fittedCoefficients = FitProblem.of(law, runs, objective, levels).fitted();
        HuberLikelihood likelihood = new HuberLikelihood(
                value / (objective.delta() * objective.delta()), objective.delta(), runs.size(), fittedCoefficients);
        return new ComparedLaw(
                fitted.form(),
                fittedCoefficients,
                value,
                fitted.quality().rmsRelativeError(),
                errorWithout(law, last(levels.nonZeros())),
                errorWithout(law, last(levels.data())),
                likelihood.aic(),
                likelihood.bic());
    }

    /** @param coefficients by name, in natural units: all of the law's */
    public PublishedLaw published(Law law, Map<String, Double> coefficients, List<Observation> largerRuns) {
        double[] values =
                law.coefficients().stream().mapToDouble(coefficients::get).toArray();
        List<Observation> runs = table.observations();
        FitProblem problem = FitProblem.of(law, runs, objective);
        Diagnostics diagnostics = new Diagnostics(law, values, runs);
        Map<String, Double> ordered = new LinkedHashMap<>();
        law.coefficients().forEach(name -> ordered.put(name, coefficients.get(name)));
        return new PublishedLaw(
                ordered,
                problem.value(problem.parameters(values)),
                diagnostics.quality(),
                diagnostics.residuals(Levels.of(runs).sparsities()),
                largerRuns(law, values, largerRuns));
    }

    /** @param coefficients in natural units */
    public static List<LargerRun> largerRuns(Law law, double[] coefficients, List<Observation> runs) {
        return runs.stream()
                .map(run -> {
                    double predicted = law.loss(coefficients, run.sparsity(), run.nonZeros(), run.data());
                    return new LargerRun(
                            run.run(),
                            run.sparsity(),
                            run.nonZeros(),
                            run.data(),
                            run.loss(),
                            predicted,
                            predicted / run.loss() - 1);
                })
                .toList();
    }

    /** The mean relative error on the points of a level, of the law fitted to all others. */
    private Optional<Double> errorWithout(Law law, Levels.Level level) {
        List<Observation> others = table.observations().stream()
                .filter(run -> !level.points().contains(run))
                .toList();
        if (!FitProblem.enough(law, others)) {
            return Optional.empty();
        }
        FitProblem problem = FitProblem.of(law, others, objective);
        double[] values = problem.coefficients(problem.best(problem.starts()).parameters());
        return Optional.of(largerRuns(law, values, level.points()).stream()
                .mapToDouble(LargerRun::relativeError)
                .average()
                .orElseThrow());
    }

    private static Levels.Level last(List<Levels.Level> levels) {
        return levels.get(levels.size() - 1);
    }
}

package org.sparselaw.analysis.fit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparselaw.analysis.law.Comparisons.ComparedLaw;
import org.sparselaw.analysis.law.Comparisons.LargerRun;
import org.sparselaw.analysis.law.Comparisons.PublishedLaw;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.HeldOut;
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

    /** @param fitted to the table under the objective, with its held-out errors */
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
                meanError(fitted, HeldOut.LARGEST_SIZE),
                meanError(fitted, HeldOut.LONGEST_DATA),
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

    private static Optional<Double> meanError(FittedLaw fitted, String leftOut) {
        return fitted.heldOut().stream()
                .filter(test -> test.leftOut().equals(leftOut))
                .map(HeldOut::meanRelativeError)
                .findFirst();
    }
}

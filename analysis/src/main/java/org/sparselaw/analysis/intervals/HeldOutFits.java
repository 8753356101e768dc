package org.sparselaw.analysis.intervals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.sparselaw.analysis.fit.FitObjective;
import org.sparselaw.analysis.fit.FitProblem;
import org.sparselaw.analysis.law.HeldOut;
import org.sparselaw.analysis.law.Law;
import org.sparselaw.analysis.law.LawForm;
import org.sparselaw.analysis.runs.Observation;

/**
 * A law fitted without some of its runs: the largest N, the longest D, each S, and random folds. The first three ask how far a
 * law can be trusted outside its data, the folds how well it describes runs like those it has. Folds whose rest is too little
 * for the law are left away.
 */
final class HeldOutFits implements Refits {
    private static final long serialVersionUID = 1;

    private final LawForm form;
    private final FitObjective objective;
    private final List<Fold> folds;

    HeldOutFits(LawForm form, List<Observation> runs, FitObjective objective, IntervalSettings settings) {
        this.form = form;
        this.objective = objective;
        List<Fold> all = new ArrayList<>(Fold.byScale(runs));
        all.addAll(Fold.random(runs, settings.folds(), Bootstrap.random(settings.seed(), -1)));
        folds = all.stream()
                .filter(fold -> FitProblem.enough(form.law(), fold.kept()))
                .toList();
    }

    @Override
    public int count() {
        return folds.size();
    }

    @Override
    public IntFunction<double[]> open() {
        return index -> {
            FitProblem problem = FitProblem.of(form.law(), folds.get(index).kept(), objective);
            return problem.coefficients(problem.best(problem.starts()).parameters());
        };
    }

    /** @param fits the coefficients of each fit, in order */
    List<HeldOut> errors(List<double[]> fits) {
        Map<String, List<Double>> errors = new LinkedHashMap<>();
        for (int k = 0; k < folds.size(); k++) {
            List<Double> test = errors.computeIfAbsent(folds.get(k).test(), name -> new ArrayList<>());
            for (Observation run : folds.get(k).left()) {
                test.add(relativeError(fits.get(k), run));
            }
        }
        List<HeldOut> rows = new ArrayList<>();
        errors.forEach((test, relative) ->
                rows.add(new HeldOut(test, relative.size(), mean(relative, 1), Math.sqrt(mean(relative, 2)))));
        return rows;
    }

    private double relativeError(double[] coefficients, Observation run) {
        Law law = form.law();
        return law.loss(coefficients, run.sparsity(), run.nonZeros(), run.data()) / run.loss() - 1;
    }

    private static double mean(List<Double> values, int power) {
        double sum = 0;
        for (double value : values) {
            sum += power == 1 ? value : value * value;
        }
        return sum / values.size();
    }
}

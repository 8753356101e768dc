package org.sparselaw.analysis.intervals;

import java.util.Arrays;
import java.util.List;
import org.sparselaw.analysis.fit.FitObjective;
import org.sparselaw.analysis.law.Law;
import org.sparselaw.analysis.runs.Observation;

/** What a fitted law leaves unexplained. */
final class FitErrors {
    private final double[] predicted;
    private final double[] rising;
    private final int fitted;

    /**
     * @param coefficients in natural units
     * @param fitted how many of them were fitted, not held; fewer than the runs
     */
    FitErrors(Law law, double[] coefficients, List<Observation> runs, FitObjective objective, int fitted) {
        predicted = new double[runs.size()];
        rising = new double[runs.size()];
        this.fitted = fitted;
        for (int i = 0; i < rising.length; i++) {
            Observation run = runs.get(i);
            predicted[i] = law.loss(coefficients, run.sparsity(), run.nonZeros(), run.data());
            rising[i] = Math.abs(objective.residual().of(predicted[i], run.loss()));
        }
        Arrays.sort(rising);
    }

    /** The loss that the law predicts for each run. */
    double[] predicted() {
        return predicted;
    }

    /** Standard deviation of the noise in the unit of the objective: the residuals' sum of squares over n-p. */
    double noise() {
        double squares = 0;
        for (double size : rising) {
            squares += size * size;
        }
        return Math.sqrt(squares / (rising.length - fitted));
    }

    /** The absolute residuals but for the p smallest. */
    double[] beyondFitted() {
        return Arrays.copyOfRange(rising, fitted, rising.length);
    }
}

package org.sparselaw.analysis.law;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparselaw.analysis.law.FittedLaw.LevelResidual;
import org.sparselaw.analysis.law.FittedLaw.Quality;

/**
 * What a fitted law is measured against. Relative errors are predicted / measured - 1.
 *
 * @param laws this law and others, fitted to the same runs; empty when it was fitted alone
 * @param largerRuns runs beyond the table, predicted by this law
 * @param published the same law with coefficients from elsewhere
 */
public record Comparisons(List<ComparedLaw> laws, List<LargerRun> largerRuns, Optional<PublishedLaw> published) {
    public static final Comparisons NONE = new Comparisons(List.of(), List.of(), Optional.empty());

    /**
     * A law among others.
     *
     * @param coefficients how many the table determines: those that are held do not count
     * @param value mean Huber loss over the points
     * @param largestNonZeros mean relative error on the runs of the largest N, of a fit without them; absent where the others
     *     are too few for a fit
     * @param longestData the same for the largest D
     * @param aic Akaike's information criterion; lower is better
     * @param bic Schwarz's
     */
    public record ComparedLaw(
            LawForm form,
            int coefficients,
            double value,
            double rmsRelativeError,
            Optional<Double> largestNonZeros,
            Optional<Double> longestData,
            double aic,
            double bic) {}

    /** A run that was not fitted, and what a law predicts for it. */
    public record LargerRun(
            String run,
            double sparsity,
            double nonZeros,
            double data,
            double loss,
            double predicted,
            double relativeError) {}

    /**
     * Coefficients from elsewhere, judged on this table.
     *
     * @param coefficients in natural units
     * @param value mean Huber loss over the points; above that of the fit, or the fit is wrong
     */
    public record PublishedLaw(
            Map<String, Double> coefficients,
            double value,
            Quality quality,
            List<LevelResidual> residualBySparsity,
            List<LargerRun> largerRuns) {
        public PublishedLaw {
            coefficients = Collections.unmodifiableMap(new LinkedHashMap<>(coefficients));
            residualBySparsity = List.copyOf(residualBySparsity);
            largerRuns = List.copyOf(largerRuns);
        }
    }

    public Comparisons {
        laws = List.copyOf(laws);
        largerRuns = List.copyOf(largerRuns);
    }
}

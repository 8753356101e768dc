package org.sparselaw.analysis.law;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.sparselaw.analysis.runs.DataUnit;
import org.sparselaw.analysis.runs.LeftOut;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Json;
import org.sparselaw.storage.Storage;

/**
 * A law with the coefficients that fit a run table, and all that is needed to judge them: the content of
 * {@code law.json}. Relative residuals are predicted / measured - 1.
 *
 * @param coefficients name to value in natural units (N in parameters, D in {@code dataUnit}), in the order of the law
 * @param normalized the same coefficients for N and D counted in {@code units}
 * @param degenerate what the data do not determine, one entry a coefficient; empty when all is well
 * @param residualBySparsity a row for each sparsity, rising
 * @param residualByNonZeros a row for each number of non-zero parameters, rising; sizes within 5 % are one level
 * @param residualByData a row for each amount of data, rising; amounts within 5 % are one level
 * @param worstPoints the largest relative residuals, worst first
 * @param leftOut rows of the table that were not fitted; {@code used + leftOut} is the whole table
 * @param runTable SHA-256 of the fitted table's observations
 * @param recipes pattern and strategy of the sparse runs, each once; of more than one the law is an average
 * @param heldOut errors on runs that the law was fitted without; empty when that was not asked for
 * @param resamples fits of resampled tables, from which intervals of anything come; absent when none were made
 * @param profiles intervals by profile likelihood of the coefficients and the main answers; absent when not asked for
 * @param comparisons with other laws, other coefficients and larger runs
 */
public record FittedLaw(
        LawForm form,
        String formula,
        Map<String, Double> coefficients,
        Map<String, Double> normalized,
        Units units,
        DataUnit dataUnit,
        Optimum optimum,
        Quality quality,
        List<Degeneracy> degenerate,
        List<LevelResidual> residualBySparsity,
        List<LevelResidual> residualByNonZeros,
        List<LevelResidual> residualByData,
        List<WorstPoint> worstPoints,
        Ranges ranges,
        int used,
        List<LeftOut> leftOut,
        String runTable,
        List<String> recipes,
        List<HeldOut> heldOut,
        Optional<Resamples> resamples,
        Optional<ProfileIntervals> profiles,
        Comparisons comparisons) {

    /** The units of the normalised coefficients: the geometric means of the table. */
    public record Units(double nonZeros, double data) {}

    /**
     * The minimum that was found.
     *
     * @param delta where the Huber loss turns from quadratic to linear, in units of the residual
     * @param value mean Huber loss over the points
     * @param gradientNorm Euclidean norm of the gradient of {@code value / delta^2} by the fitted parameters; those that
     *     are held or rest on a bound do not count
     * @param condition of the Hessian at the minimum by the same parameters, its diagonal scaled to 1: the largest eigenvalue
     *     over the smallest; infinite where the minimum is flat
     * @param starts how many starting points were polished
     * @param startsAgreeing how many of them ended at this minimum
     */
    public record Optimum(
            Residual residual,
            double delta,
            double value,
            double gradientNorm,
            double condition,
            int starts,
            int startsAgreeing) {}

    /** How well the law describes the points: R^2 of the loss, and relative errors as fractions. */
    public record Quality(double rSquared, double rmsRelativeError, double maxRelativeError) {}

    /** A coefficient that the data do not determine, and why. */
    public record Degeneracy(String coefficient, String reason) {}

    /** The mean relative residual of the points of one level of S, N or D. */
    public record LevelResidual(double level, int points, double meanRelativeResidual) {}

    /** A point that the law misses by much. */
    public record WorstPoint(
            String run,
            double sparsity,
            double nonZeros,
            double data,
            double loss,
            double predicted,
            double relativeResidual) {}

    /** What the points cover; a prediction outside is an extrapolation. */
    public record Ranges(Range sparsity, Range nonZeros, Range data) {
        /** Whether a prediction here rests on runs on both sides (a 1e-9 part outside still counts as inside). */
        public boolean cover(double s, double n, double d) {
            return sparsity.contains(s) && nonZeros.contains(n) && data.contains(d);
        }
    }

    /** A closed interval. */
    public record Range(double low, double high) {
        public boolean contains(double value) {
            double slack = 1e-9 * Math.max(Math.abs(low), Math.abs(high));
            return value >= low - slack && value <= high + slack;
        }
    }

    public FittedLaw {
        coefficients = Collections.unmodifiableMap(new LinkedHashMap<>(coefficients));
        normalized = Collections.unmodifiableMap(new LinkedHashMap<>(normalized));
        recipes = recipes == null ? List.of() : List.copyOf(recipes);
        heldOut = heldOut == null ? List.of() : List.copyOf(heldOut);
    }

    /** Reads a {@code law.json}. */
    public static FittedLaw read(Storage file) {
        return Json.read(FittedLaw.class, file.toString(), file.readText());
    }

    public void write(Storage file) {
        file.write(Json.write(this));
    }

    /**
     * The predicted loss.
     *
     * @param s sparsity in [0, 1)
     * @param n non-zero parameters
     * @param d tokens or images, see {@code dataUnit}
     */
    public double predict(double s, double n, double d) {
        return form.law().loss(values(), s, n, d);
    }

    /**
     * The interval of anything that follows from the coefficients: one of them, a predicted loss, an optimal sparsity.
     *
     * @param quantity of the coefficients in natural units, in the order of the law
     * @param level of confidence, .95 for a 95 % interval
     * @return absent without resamples; an end may be infinite
     */
    public Optional<Range> interval(ToDoubleFunction<double[]> quantity, double level) {
        return resamples.map(r -> r.interval(quantity, level));
    }

    /** The coefficients in natural units, in the order of the law. */
    public double[] values() {
        return form.law().coefficients().stream().mapToDouble(coefficients::get).toArray();
    }

    /**
     * The coefficients of the sparse law.
     *
     * @throws DataException when this is another law
     */
    public SparseCoefficients sparse() {
        if (form != LawForm.SPARSE) {
            throw new DataException("The law is " + form.law().name() + ", "
                    + form.law().formula() + ": this needs the closed forms of the sparse law");
        }
        return SparseCoefficients.of(values());
    }

    /** The same fit with its held-out errors. */
    public FittedLaw withHeldOut(List<HeldOut> errors) {
        return with(errors, resamples, profiles, comparisons);
    }

    /** The same fit with resamples beside it. */
    public FittedLaw withResamples(Resamples fits) {
        return with(heldOut, Optional.of(fits), profiles, comparisons);
    }

    /** The same fit with intervals by profile likelihood. */
    public FittedLaw withProfiles(ProfileIntervals intervals) {
        return with(heldOut, resamples, Optional.of(intervals), comparisons);
    }

    /** The same fit with what it is measured against. */
    public FittedLaw withComparisons(Comparisons others) {
        return with(heldOut, resamples, profiles, others);
    }

    private FittedLaw with(
            List<HeldOut> errors, Optional<Resamples> fits, Optional<ProfileIntervals> intervals, Comparisons others) {
        return new FittedLaw(
                form,
                formula,
                coefficients,
                normalized,
                units,
                dataUnit,
                optimum,
                quality,
                degenerate,
                residualBySparsity,
                residualByNonZeros,
                residualByData,
                worstPoints,
                ranges,
                used,
                leftOut,
                runTable,
                recipes,
                errors,
                fits,
                intervals,
                others);
    }
}

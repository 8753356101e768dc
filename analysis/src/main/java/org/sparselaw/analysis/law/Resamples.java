package org.sparselaw.analysis.law;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.sparselaw.analysis.law.FittedLaw.Range;

/**
 * The fits of resampled run tables: a cloud of coefficients from which everything that follows from a law gets its interval.
 *
 * @param method in words: {@code pair bootstrap}
 * @param coefficients of each resample, in the order of {@link Law#coefficients()}, in natural units
 */
public record Resamples(
        String method,
        long seed,
        @JsonSerialize(using = ResampleLines.class) List<double[]> coefficients) {
    public Resamples {
        coefficients = List.copyOf(coefficients);
    }

    /**
     * The central interval of a quantity over the resamples, by quantiles that interpolate linearly between order statistics
     * at the place (n+1) p of n resamples (Hyndman, Fan 1996, type 6): one resample more falls below with probability p
     * (Davison, Hinkley, "Bootstrap Methods and their Application", 1997, section 2.3). A resample for which the quantity is
     * not a number counts as below the lower end and as above the upper end.
     *
     * @param quantity of the coefficients in natural units
     * @param level of confidence, .95 for a 95 % interval
     */
    public Range interval(ToDoubleFunction<double[]> quantity, double level) {
        double[] values = coefficients.stream().mapToDouble(quantity).toArray();
        return new Range(
                quantile(sorted(values, Double.NEGATIVE_INFINITY), (1 - level) / 2),
                quantile(sorted(values, Double.POSITIVE_INFINITY), (1 + level) / 2));
    }

    private static double[] sorted(double[] values, double unknown) {
        return Arrays.stream(values)
                .map(v -> Double.isNaN(v) ? unknown : v)
                .sorted()
                .toArray();
    }

    private static double quantile(double[] rising, double part) {
        double place = Math.max(0, Math.min(rising.length - 1, part * (rising.length + 1) - 1));
        int below = (int) place;
        double low = rising[below];
        double high = rising[Math.min(below + 1, rising.length - 1)];
        double between = place - below;
        if (Double.isInfinite(low) && Double.isInfinite(high)) {
            return part < 0.5 ? low : high;
        }
        return between == 0 ? low : low * (1 - between) + high * between;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Resamples that
                && method.equals(that.method)
                && seed == that.seed
                && Arrays.deepEquals(coefficients.toArray(), that.coefficients.toArray());
    }

    @Override
    public int hashCode() {
        return Objects.hash(method, seed, Arrays.deepHashCode(coefficients.toArray()));
    }
}

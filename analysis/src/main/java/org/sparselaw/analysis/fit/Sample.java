package org.sparselaw.analysis.fit;

import java.util.Arrays;
import java.util.List;
import org.sparselaw.analysis.law.Base;
import org.sparselaw.analysis.law.Exponent;
import org.sparselaw.analysis.law.FittedLaw.Units;
import org.sparselaw.analysis.law.Law;
import org.sparselaw.analysis.law.UnitChange;
import org.sparselaw.analysis.runs.Observation;

/**
 * The observations as the fit of a law sees them: losses, weights, and the logarithms of the law's bases. N and D are in units
 * of their geometric means, so that every parameter is of order one whatever the size of the runs. Runs on a grid share their
 * bases: each distinct value is kept once, and raised to its power once.
 */
final class Sample {
    private final Units units;
    private final UnitChange toNatural;
    private final double[] loss;
    private final double[] weight;
    private final double[][] logBase;
    private final int[][] place;

    private Sample(
            Units units, UnitChange toNatural, double[] loss, double[] weight, double[][] logBase, int[][] place) {
        this.units = units;
        this.toNatural = toNatural;
        this.loss = loss;
        this.weight = weight;
        this.logBase = logBase;
        this.place = place;
    }

    static Sample of(Law law, List<Observation> observations) {
        return of(law, observations, Sample.units(observations));
    }

    /** @param units in which N and D are counted */
    static Sample of(Law law, List<Observation> observations, Units units) {
        List<Exponent> exponents = law.exponents();
        double[][] logBase = new double[exponents.size()][];
        int[][] place = new int[exponents.size()][];
        for (int k = 0; k < logBase.length; k++) {
            Base base = exponents.get(k).base();
            double[] values = observations.stream()
                    .mapToDouble(o ->
                            base.logarithm().at(o.sparsity(), o.nonZeros() / units.nonZeros(), o.data() / units.data()))
                    .toArray();
            double[] distinct = Arrays.stream(values).distinct().sorted().toArray();
            logBase[k] = distinct;
            place[k] = Arrays.stream(values)
                    .mapToInt(value -> Arrays.binarySearch(distinct, value))
                    .toArray();
        }
        double[] loss = observations.stream().mapToDouble(Observation::loss).toArray();
        double[] ones = new double[loss.length];
        Arrays.fill(ones, 1);
        UnitChange toNatural = new UnitChange(law, 1 / units.nonZeros(), 1 / units.data());
        return new Sample(units, toNatural, loss, ones, logBase, place);
    }

    private static Units units(List<Observation> observations) {
        return new Units(
                StrictMath.exp(observations.stream()
                                .mapToDouble(o -> StrictMath.log(o.nonZeros()))
                                .sum()
                        / observations.size()),
                StrictMath.exp(observations.stream()
                                .mapToDouble(o -> StrictMath.log(o.data()))
                                .sum()
                        / observations.size()));
    }

    /** The same points, counted so many times each. */
    Sample weighted(double[] weights) {
        return new Sample(units, toNatural, loss, weights.clone(), logBase, place);
    }

    /** The same points with other losses. */
    Sample withLosses(double[] losses) {
        return new Sample(units, toNatural, losses.clone(), weight, logBase, place);
    }

    Units units() {
        return units;
    }

    /** From coefficients for these units to those in natural ones. */
    UnitChange toNatural() {
        return toNatural;
    }

    /** Distinct natural logarithms of the base of exponent k, rising. */
    double[] logBase(int k) {
        return logBase[k];
    }

    /** Which of {@link #logBase} is that of point i, for all points. */
    int[] place(int k) {
        return place[k];
    }

    double[] loss() {
        return loss;
    }

    double[] weight() {
        return weight;
    }

    int size() {
        return loss.length;
    }

    /** Highest less lowest loss. */
    double lossRange() {
        double low = loss[0];
        double high = loss[0];
        for (double l : loss) {
            low = Math.min(low, l);
            high = Math.max(high, l);
        }
        return high - low;
    }
}

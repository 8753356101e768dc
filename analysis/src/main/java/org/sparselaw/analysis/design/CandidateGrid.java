package org.sparselaw.analysis.design;

import java.util.ArrayList;
import java.util.List;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.law.FittedLaw.Ranges;
import org.sparselaw.analysis.optimum.TrainingCost;

/**
 * The runs among which suggestions are sought: sizes and amounts of data evenly spaced in their logarithm, from half the
 * smallest that was fitted to twice the largest; sparsities in steps of a factor sqrt(2) of the density, up to half the lowest
 * density that was fitted. Further out a law that is only known inside would have to say what is worth measuring.
 */
public final class CandidateGrid {
    private static final int LEVELS = 9;
    private static final double BEYOND = 2;

    private CandidateGrid() {}

    /** At most 9 sizes x 9 amounts x the sparsities; those that cost more than the limit in FLOP are left out. */
    public static List<Candidate> of(Ranges fitted, TrainingCost cost, double mostFlop) {
        List<Candidate> candidates = new ArrayList<>();
        for (double s : sparsities(fitted.sparsity().high())) {
            for (double n : levels(fitted.nonZeros())) {
                for (double d : levels(fitted.data())) {
                    double flop = cost.flop(s, n, d);
                    if (flop <= mostFlop) {
                        candidates.add(new Candidate(s, n, d, flop));
                    }
                }
            }
        }
        return List.copyOf(candidates);
    }

    private static List<Double> sparsities(double highest) {
        double lowestDensity = (1 - highest) / BEYOND;
        List<Double> sparsities = new ArrayList<>();
        // Even steps are powers of 1/2 without rounding: .5, .75, .875 are themselves.
        for (int i = 0; StrictMath.pow(0.5, i / 2.0) >= lowestDensity * (1 - 1e-9); i++) {
            sparsities.add(1 - StrictMath.pow(0.5, i / 2.0));
        }
        return sparsities;
    }

    private static List<Double> levels(Range fitted) {
        double low = fitted.low() / BEYOND;
        double ratio = fitted.high() * BEYOND / low;
        List<Double> levels = new ArrayList<>();
        for (int i = 0; i < LEVELS; i++) {
            levels.add(low * StrictMath.pow(ratio, i / (LEVELS - 1.0)));
        }
        return levels;
    }
}

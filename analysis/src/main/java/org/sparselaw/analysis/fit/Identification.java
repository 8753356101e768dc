package org.sparselaw.analysis.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.sparselaw.analysis.law.Exponent;
import org.sparselaw.analysis.law.FittedLaw.Degeneracy;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.law.Law;
import org.sparselaw.analysis.law.Resamples;

/**
 * Finds the coefficients that a table does not identify, by refitting it with its runs drawn anew (the pair bootstrap: Efron,
 * Tibshirani, "An Introduction to the Bootstrap", 1993, section 9.5). For N and D in units of the table's means, a coefficient
 * counts as not identified when the 95 % interval of its refits
 *
 * <ul>
 *   <li>has ends more than a factor 3 apart, or of different sign, for an exponent or an amplitude;
 *   <li>is wider than half the range of the losses, for a constant.
 * </ul>
 *
 * <p>The bounds are a convention: on the published tables intervals have factors up to 1.7 and a tenth of the range where the
 * data are enough, and beyond 50 and six times the range where they are not.
 */
final class Identification {
    private static final int RESAMPLES = 200;
    private static final long SEED = 1;
    private static final double LEVEL = 0.95;
    private static final double WIDEST_FACTOR = 3;
    private static final double WIDEST_PART = 0.5;

    private Identification() {}

    static List<Degeneracy> of(FitProblem problem, Minimum best) {
        Law law = problem.law();
        Resamples refits = new Resamples("pair bootstrap", SEED, refits(problem, best.parameters()));
        List<Degeneracy> found = new ArrayList<>();
        for (String name : law.coefficients()) {
            int index = law.index(name);
            Range range = refits.interval(c -> c[index], LEVEL);
            boolean constant = law.terms().stream()
                    .anyMatch(t -> t.amplitude().equals(name) && t.exponents().isEmpty());
            boolean wide = constant
                    ? range.high() - range.low() > WIDEST_PART * problem.lossRange()
                    : !(range.low() > 0 && range.high() < WIDEST_FACTOR * range.low())
                            && !(range.high() < 0 && range.low() > WIDEST_FACTOR * range.high());
            if (wide && !problem.bounds().held(index)) {
                found.add(new Degeneracy(name, reason(law, name, range)));
            }
        }
        return found;
    }

    private static List<double[]> refits(FitProblem problem, double[] optimum) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<double[]> refits = new ArrayList<>();
        for (int r = 0; r < RESAMPLES; r++) {
            double[] weights = new double[problem.points()];
            for (int i = 0; i < weights.length; i++) {
                weights[random.nextInt(weights.length)]++;
            }
            Minimum minimum = problem.weighted(weights).best(List.of(optimum));
            refits.add(problem.normalized(minimum.parameters()));
        }
        return refits;
    }

    private static String reason(Law law, String name, Range range) {
        String limit = law.exponents().stream()
                .filter(e -> e.name().equals(name))
                .map(e -> limits(e, range))
                .findFirst()
                .orElse("");
        boolean amplitude = law.terms().stream()
                .anyMatch(t -> t.amplitude().equals(name) && !t.exponents().isEmpty());
        return String.format(
                Locale.ROOT,
                "not identified: 95 %% of the fits to %d resampled tables lie between %.3g and %.3g%s%s",
                RESAMPLES,
                range.low(),
                range.high(),
                amplitude ? " in normalised units" : "",
                limit);
    }

    private static String limits(Exponent exponent, Range range) {
        boolean logarithm = range.low() <= exponent.low() * 1.001;
        boolean step = range.high() >= exponent.high() / 1.001;
        String variable = exponent.base().variable().name();
        if (logarithm && step) {
            return ", from a logarithm of " + variable + " to a step";
        }
        return logarithm ? ", down to a logarithm of " + variable : (step ? ", up to a step in " + variable : "");
    }
}

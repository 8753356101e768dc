package org.sparselaw.analysis.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sparselaw.analysis.law.Base;
import org.sparselaw.analysis.law.Base.Variable;
import org.sparselaw.analysis.law.Exponent;
import org.sparselaw.analysis.law.FittedLaw.Degeneracy;
import org.sparselaw.analysis.law.Law;
import org.sparselaw.analysis.law.Term;

/**
 * Names what a table does not determine: exponents that were held for want of levels, limits in which the law turns into
 * another (a logarithm, a step), amplitudes far beyond the data, values in which equally good minima differ, and those that
 * scatter when the runs are drawn anew.
 */
final class Degeneracies {
    /** An amplitude of more than this many ranges of the loss is made up by another of opposite sign. */
    private static final double BEYOND_RANGE = 20;

    /** A power that falls by more than e^-STEP, to a thousandth, from the first level to the second is a step to all others. */
    private static final double STEP = 6.9;

    private final FitProblem problem;
    private final Law law;
    private final Bounds bounds;
    private final double[] best;
    private final List<Degeneracy> found = new ArrayList<>();

    private Degeneracies(FitProblem problem, Minimum best) {
        this.problem = problem;
        this.law = problem.law();
        this.bounds = problem.bounds();
        this.best = best.parameters();
    }

    static List<Degeneracy> of(FitProblem problem, Minimum best, List<Minimum> minima, Levels levels) {
        Degeneracies all = new Degeneracies(problem, best);
        for (Exponent exponent : all.law.exponents()) {
            all.exponent(exponent, levels.of(exponent.base().variable()));
        }
        double[] amplitudes = problem.amplitudes(best.parameters());
        for (int t = 0; t < amplitudes.length; t++) {
            all.amplitude(all.law.terms().get(t), amplitudes[t]);
        }
        all.rivals(best, minima);
        all.found.addAll(Identification.of(problem, best));
        return List.copyOf(all.found);
    }

    private void exponent(Exponent exponent, List<Levels.Level> levels) {
        int parameter = law.index(exponent.name());
        double value = StrictMath.exp(best[parameter]);
        Variable variable = exponent.base().variable();
        if (bounds.held(parameter)) {
            add(
                    exponent.name(),
                    "%d levels of %s do not determine it together with %s; held at %.4g, that of the published T5/C4 runs",
                    levels.size(),
                    variable,
                    amplitudes(exponent),
                    value);
        } else if (bounds.atLower(best, parameter)) {
            add(
                    exponent.name(),
                    "logarithmic limit: the fit runs to b -> 0 with its amplitude to infinity, stopped at %.4g",
                    value);
        } else if (bounds.atUpper(best, parameter) || value * firstStep(exponent.base(), levels) > STEP) {
            add(
                    exponent.name(),
                    "the fit runs to b -> infinity, a step at %s, stopped at %.4g",
                    variable == Variable.S ? "S = 0" : "the smallest " + variable,
                    value);
        }
    }

    /** By how much the logarithm of a base falls from the first level to the second. */
    private static double firstStep(Base base, List<Levels.Level> levels) {
        return base.atLevel(levels.get(0).value()) - base.atLevel(levels.get(1).value());
    }

    private String amplitudes(Exponent exponent) {
        List<String> names = law.confounded(exponent);
        return String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.get(names.size() - 1);
    }

    private void amplitude(Term term, double amplitude) {
        double size = Math.abs(amplitude) / problem.lossRange();
        if (!term.exponents().isEmpty() && size > BEYOND_RANGE) {
            add(
                    term.amplitude(),
                    "its term is %.0f times the range of the losses, made up by another of opposite sign",
                    size);
        }
        boolean scale = term.kind() == Term.Kind.SCALE;
        if (scale && bounds.atLower(best, law.index(term.amplitude()))) {
            Exponent exponent = term.exponents().get(0);
            add(
                    term.amplitude(),
                    "the loss does not fall with %s: its term runs to 0, and %s means nothing",
                    exponent.base().variable(),
                    exponent.name());
        }
        boolean sparsity = term.exponents().stream().anyMatch(e -> e.base().variable() == Variable.S);
        if (!scale && sparsity && amplitude <= 0) {
            add(
                    term.amplitude(),
                    "not positive: at equal N and D the loss does not fall with sparsity, so the optimal sparsity is 0");
        }
        if (term.exponents().isEmpty() && amplitude < 0) {
            add(term.amplitude(), "negative: the law is no guide far beyond the largest N and D");
        }
    }

    /** Coefficients in which minima as good as the best (objective within 1e-6 of it) differ by more than 1 %. */
    private void rivals(Minimum lowest, List<Minimum> minima) {
        double limit = lowest.value() * (1 + 1e-6) + 1e-12;
        List<double[]> rivals = minima.stream()
                .filter(m -> m.value() <= limit)
                .map(m -> problem.normalized(m.parameters()))
                .toList();
        for (String name : law.coefficients()) {
            int k = law.index(name);
            double low = rivals.stream().mapToDouble(r -> r[k]).min().orElseThrow();
            double high = rivals.stream().mapToDouble(r -> r[k]).max().orElseThrow();
            if (high - low > 0.01 * Math.max(Math.abs(low), Math.abs(high))) {
                add(
                        name,
                        "not determined: %d equally good minima have normalised values from %.4g to %.4g",
                        rivals.size(),
                        low,
                        high);
            }
        }
    }

    private void add(String coefficient, String reason, Object... values) {
        found.add(new Degeneracy(coefficient, String.format(Locale.ROOT, reason, values)));
    }
}

package org.sparselaw.analysis.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sparselaw.analysis.law.FittedLaw.Degeneracy;

/**
 * Names what a table does not determine: exponents that were held for want of levels, limits in which the law turns into
 * another (a logarithm, a step), amplitudes far beyond the data, and values in which equally good minima differ.
 */
final class Degeneracies {
    /** An amplitude of more than this many ranges of the loss is made up by another of opposite sign. */
    private static final double BEYOND_RANGE = 20;

    private final Minimum best;
    private final Bounds bounds;
    private final List<Degeneracy> found = new ArrayList<>();

    private Degeneracies(Minimum best, Bounds bounds) {
        this.best = best;
        this.bounds = bounds;
    }

    static List<Degeneracy> of(Minimum best, List<Minimum> minima, Bounds bounds, Levels levels, Sample sample) {
        Degeneracies all = new Degeneracies(best, bounds);
        all.exponent("b_S", SparseModel.B_S, "S", levels.sparsities().size(), "a_S and c_S", "a step at S = 0");
        all.exponent(
                "b_N", SparseModel.B_N, "N", levels.nonZeros().size(), "a_S, c_S and c", "a step at the smallest N");
        all.exponent("b_D", SparseModel.B_D, "D", levels.data().size(), "a_D and c", "a step at the smallest D");
        all.amplitudes(sample.lossRange());
        all.rivals(minima);
        return List.copyOf(all.found);
    }

    private void exponent(String name, int parameter, String variable, int levels, String amplitudes, String step) {
        double value = StrictMath.exp(best.parameters()[parameter]);
        if (bounds.held(parameter)) {
            add(
                    name,
                    "%d levels of %s do not determine it together with %s; held at %.4g, that of the published T5/C4 runs",
                    levels,
                    variable,
                    amplitudes,
                    value);
        } else if (bounds.atLower(best.parameters(), parameter)) {
            add(
                    name,
                    "logarithmic limit: the fit runs to b -> 0 with its amplitude to infinity, stopped at %.4g",
                    value);
        } else if (bounds.atUpper(best.parameters(), parameter)) {
            add(name, "the fit runs to b -> infinity, %s, stopped at %.4g", step, value);
        }
    }

    private void amplitudes(double range) {
        double[] p = best.parameters();
        amplitude("a_S", p[SparseModel.A_S], range);
        amplitude("c_S", p[SparseModel.C_S], range);
        amplitude("a_D", StrictMath.exp(p[SparseModel.A_D]), range);
        if (bounds.atLower(p, SparseModel.A_D)) {
            add("a_D", "the loss does not fall with D: the data term runs to 0, and b_D means nothing");
        }
        if (p[SparseModel.A_S] <= 0) {
            add(
                    "a_S",
                    "not positive: at equal N and D the loss does not fall with sparsity, so the optimal sparsity is 0");
        }
        if (p[SparseModel.C] < 0) {
            add("c", "negative: the law is no guide far beyond the largest N and D");
        }
    }

    private void amplitude(String name, double value, double range) {
        if (Math.abs(value) > BEYOND_RANGE * range) {
            add(
                    name,
                    "its term is %.0f times the range of the losses, made up by another of opposite sign",
                    Math.abs(value) / range);
        }
    }

    /** Coefficients in which minima as good as the best (objective within 1e-6 of it) differ by more than 1 %. */
    private void rivals(List<Minimum> minima) {
        double limit = best.value() * (1 + 1e-6) + 1e-12;
        List<double[]> rivals = minima.stream()
                .filter(m -> m.value() <= limit)
                .map(m -> SparseModel.coefficients(m.parameters()).toArray())
                .toList();
        List<String> names = List.of("a_S", "b_S", "c_S", "b_N", "a_D", "b_D", "c");
        for (int i = 0; i < SparseModel.SIZE; i++) {
            int k = i;
            double low = rivals.stream().mapToDouble(r -> r[k]).min().orElseThrow();
            double high = rivals.stream().mapToDouble(r -> r[k]).max().orElseThrow();
            if (high - low > 0.01 * Math.max(Math.abs(low), Math.abs(high))) {
                add(
                        names.get(i),
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

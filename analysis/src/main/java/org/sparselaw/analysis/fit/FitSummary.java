package org.sparselaw.analysis.fit;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.FittedLaw.LevelResidual;
import org.sparselaw.analysis.law.HeldOut;
import org.sparselaw.analysis.law.Law;
import org.sparselaw.analysis.law.LawForm;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.optimum.OptimalSparsity;
import org.sparselaw.analysis.optimum.TrainingCost;
import org.sparselaw.analysis.runs.LeftOut;

/** A fitted law as text for a terminal. */
public final class FitSummary {
    /** Above this the optimiser did not end at a minimum. */
    private static final double SMALL_GRADIENT = 1e-6;

    private static final int LEFT_OUT_SHOWN = 5;
    private static final int WORST_SHOWN = 3;
    private static final int LEVELS_SHOWN = 8;

    private static final double[] SPARSITIES = {0.5, 0.75, 0.875};

    private final StringBuilder text = new StringBuilder();
    private final double level;

    private FitSummary(double level) {
        this.level = level;
    }

    /** With intervals of 95 %. */
    public static String text(FittedLaw law) {
        return text(law, 0.95);
    }

    /** @param level of confidence of the intervals, which a law without resamples lacks */
    public static String text(FittedLaw law, double level) {
        FitSummary summary = new FitSummary(level);
        summary.coefficients(law);
        summary.optimum(law.optimum());
        summary.quality(law);
        summary.heldOut(law);
        if (law.form() == LawForm.SPARSE) {
            summary.answers(law);
        }
        summary.text.append(ProfileSummary.text(law));
        summary.leftOut(law);
        if (law.recipes().size() > 1) {
            summary.line(
                    "! one law for runs pruned in several ways (%s): compare-patterns sets them side by side",
                    String.join("; ", law.recipes()));
        }
        law.degenerate().forEach(d -> summary.line("! %s: %s", d.coefficient(), d.reason()));
        summary.text.append(ComparisonSummary.text(law));
        return summary.text.toString();
    }

    private void coefficients(FittedLaw law) {
        line("%s", law.formula());
        Law form = law.form().law();
        law.coefficients()
                .forEach((name, value) -> line(
                        "  %-4s %-14s%s", name, number(value, 9), interval(law, values -> values[form.index(name)])));
        line("  N in parameters, D in %s", law.dataUnit().name().toLowerCase(Locale.ROOT));
        law.resamples()
                .ifPresent(resamples -> line(
                        "  intervals of level %s by %s with %d resamples",
                        level, resamples.method(), resamples.coefficients().size()));
    }

    /** What people want to know of a sparse law, for the paper's pruning schedule. */
    private void answers(FittedLaw law) {
        line(
                "optimal sparsity where a dense model would be compute-optimal: %s",
                answer(law, values -> optimum(values).sparsityOnDenseOptimalLine()));
        for (double sparsity : SPARSITIES) {
            line(
                    "a model of S = %s is worth a dense one with as many non-zeros times %s",
                    sparsity, answer(law, values -> optimum(values).effectiveDenseSize(sparsity)));
        }
    }

    private static OptimalSparsity optimum(double[] values) {
        return new OptimalSparsity(SparseCoefficients.of(values), TrainingCost.GRADUAL);
    }

    private String answer(FittedLaw law, ToDoubleFunction<double[]> quantity) {
        return (number(quantity.applyAsDouble(law.values()), 3) + " " + interval(law, quantity)).strip();
    }

    private String interval(FittedLaw law, ToDoubleFunction<double[]> quantity) {
        return law.interval(quantity, level)
                .map(range -> "[" + number(range.low(), 4) + ", " + number(range.high(), 4) + "]")
                .orElse("");
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "g", value);
    }

    private void heldOut(FittedLaw law) {
        for (HeldOut test : law.heldOut()) {
            line(
                    "held out, %s: %d runs, relative error mean %+.2f %%, rms %.2f %%",
                    test.leftOut(), test.runs(), 100 * test.meanRelativeError(), 100 * test.rmsRelativeError());
        }
    }

    private void optimum(FittedLaw.Optimum optimum) {
        line(
                "mean Huber %.9e (%s residuals, delta %s), gradient %.1e, condition %.1e, %d of %d starts agree",
                optimum.value(),
                optimum.residual().name().toLowerCase(Locale.ROOT),
                optimum.delta(),
                optimum.gradientNorm(),
                optimum.condition(),
                optimum.startsAgreeing(),
                optimum.starts());
        if (!(optimum.gradientNorm() < SMALL_GRADIENT)) {
            line("! the optimiser did not reach a minimum: the gradient is not small");
        }
    }

    private void quality(FittedLaw law) {
        line(
                "%d runs: R^2 %.5f, relative error rms %.3f %%, worst %.3f %%",
                law.used(),
                law.quality().rSquared(),
                100 * law.quality().rmsRelativeError(),
                100 * law.quality().maxRelativeError());
        residuals("sparsity", "S %.3f", law.residualBySparsity());
        residuals("size", "N %.3g", law.residualByNonZeros());
        residuals("data", "D %.3g", law.residualByData());
        line(
                "largest residuals: %s",
                law.worstPoints().stream()
                        .limit(WORST_SHOWN)
                        .map(p -> String.format(
                                Locale.ROOT,
                                "%+.2f %% %s (S %.3f, N %.3g, D %.3g)",
                                100 * p.relativeResidual(),
                                p.run(),
                                p.sparsity(),
                                p.nonZeros(),
                                p.data()))
                        .collect(Collectors.joining(", ")));
    }

    private void residuals(String by, String level, List<LevelResidual> residuals) {
        line(
                "mean residual by %s: %s",
                by,
                residuals.stream()
                                .limit(LEVELS_SHOWN)
                                .map(r -> String.format(
                                        Locale.ROOT, level + ": %+.2f %%", r.level(), 100 * r.meanRelativeResidual()))
                                .collect(Collectors.joining(", "))
                        + (residuals.size() > LEVELS_SHOWN ? ", ..." : ""));
    }

    private void leftOut(FittedLaw law) {
        if (law.leftOut().isEmpty()) {
            return;
        }
        Map<String, Long> kinds = law.leftOut().stream()
                .collect(Collectors.groupingBy(LeftOut::kind, TreeMap::new, Collectors.counting()));
        line(
                "left out: %d of %d rows",
                law.leftOut().size(), law.used() + law.leftOut().size());
        kinds.forEach((kind, count) -> line("  %s: %d (%s)", kind, count, runs(law, kind)));
    }

    private static String runs(FittedLaw law, String kind) {
        return law.leftOut().stream()
                .filter(l -> l.kind().equals(kind))
                .map(LeftOut::run)
                .limit(LEFT_OUT_SHOWN)
                .collect(Collectors.joining(", "));
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}

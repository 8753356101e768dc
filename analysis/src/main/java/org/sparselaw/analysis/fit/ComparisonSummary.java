package org.sparselaw.analysis.fit;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sparselaw.analysis.law.Comparisons.ComparedLaw;
import org.sparselaw.analysis.law.Comparisons.LargerRun;
import org.sparselaw.analysis.law.Comparisons.PublishedLaw;
import org.sparselaw.analysis.law.FittedLaw;

/** What a law was compared with, as text for a terminal; empty when nothing was. */
final class ComparisonSummary {
    private final StringBuilder text = new StringBuilder();

    private ComparisonSummary() {}

    static String text(FittedLaw law) {
        ComparisonSummary summary = new ComparisonSummary();
        summary.largerRuns("", law.comparisons().largerRuns());
        law.comparisons().published().ifPresent(published -> summary.published(published, law));
        summary.laws(law.comparisons().laws());
        return summary.text.toString();
    }

    private void largerRuns(String indent, List<LargerRun> runs) {
        for (LargerRun run : runs) {
            line(
                    indent + "%s (S %.3f, N %.3g, D %.3g): predicted %.5f, measured %.5f, error %+.2f %%",
                    run.run(),
                    run.sparsity(),
                    run.nonZeros(),
                    run.data(),
                    run.predicted(),
                    run.loss(),
                    100 * run.relativeError());
        }
    }

    private void published(PublishedLaw published, FittedLaw law) {
        line(
                "published coefficients: %s",
                published.coefficients().entrySet().stream()
                        .map(c -> String.format(Locale.ROOT, "%s %.4g", c.getKey(), c.getValue()))
                        .collect(Collectors.joining(", ")));
        line(
                "  mean Huber %.4e, %.3g times that of the fit; relative error rms %.3f %%, worst %.3f %%",
                published.value(),
                published.value() / law.optimum().value(),
                100 * published.quality().rmsRelativeError(),
                100 * published.quality().maxRelativeError());
        line(
                "  mean residual by sparsity: %s",
                published.residualBySparsity().stream()
                        .map(r -> String.format(
                                Locale.ROOT, "S %.3f: %+.2f %%", r.level(), 100 * r.meanRelativeResidual()))
                        .collect(Collectors.joining(", ")));
        largerRuns("  ", published.largerRuns());
    }

    private void laws(List<ComparedLaw> laws) {
        if (laws.isEmpty()) {
            return;
        }
        line(
                "%-12s %12s %10s %10s %10s %10s %10s",
                "law", "coefficients", "mean Huber", "rms error", "largest N", "longest D", "AIC (BIC)");
        for (ComparedLaw law : laws) {
            line(
                    "%-12s %12d %10.3e %8.3f %% %10s %10s %.1f (%.1f)",
                    law.form().law().name(),
                    law.coefficients(),
                    law.value(),
                    100 * law.rmsRelativeError(),
                    percent(law.largestNonZeros()),
                    percent(law.longestData()),
                    law.aic(),
                    law.bic());
        }
        line("  largest N, longest D: mean error on these runs of a fit without them; lower AIC and BIC are better");
    }

    private static String percent(Optional<Double> error) {
        return error.map(e -> String.format(Locale.ROOT, "%+.2f %%", 100 * e)).orElse("-");
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}

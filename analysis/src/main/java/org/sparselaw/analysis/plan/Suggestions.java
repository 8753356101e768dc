package org.sparselaw.analysis.plan;

import static org.sparselaw.analysis.plan.Estimate.number;

import java.util.Locale;
import org.sparselaw.analysis.design.Candidate;
import org.sparselaw.analysis.design.SuggestedRuns;
import org.sparselaw.analysis.design.SuggestedRuns.Suggested;
import org.sparselaw.analysis.design.Target;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.optimum.TrainingCost;

/** Runs to train next, with what each is expected to gain. */
public record Suggestions(SuggestedRuns suggested, double budget, String dataUnit) implements Answer {
    public static Suggestions of(FittedLaw law, TrainingCost cost, Target target, int runs, double budget) {
        return new Suggestions(SuggestedRuns.of(law, cost, target, runs, budget), budget, Answer.unit(law));
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s is %s %s now; these runs would narrow it most, for %s of %s FLOP%n",
                suggested.target(),
                number(suggested.value()),
                Estimate.text(suggested.interval()),
                number(suggested.flop()),
                number(budget)));
        text.append(String.format(
                Locale.ROOT,
                "%8s %11s %11s %11s   %s%n",
                "S",
                "N",
                "D " + dataUnit,
                "FLOP",
                "expected interval once it is trained, and those above"));
        for (Suggested each : suggested.runs()) {
            Candidate run = each.run();
            text.append(String.format(
                    Locale.ROOT,
                    "%8.4f %11s %11s %11s   %s, %.0f %% narrower than now%n",
                    run.sparsity(),
                    number(run.nonZeros()),
                    number(run.data()),
                    number(run.flop()),
                    Estimate.text(each.interval()),
                    100 * (1 - width(each.interval()) / width(suggested.interval()))));
        }
        return text.toString();
    }

    private static double width(Range range) {
        return range.high() - range.low();
    }
}

package org.sparselaw.analysis.plan;

import static org.sparselaw.analysis.plan.Estimate.number;

import java.util.List;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.optimum.TrainingCost;

/**
 * The loss of one model.
 *
 * @param flop what training it costs
 */
public record Prediction(
        double sparsity,
        double nonZeros,
        double data,
        String dataUnit,
        Estimate loss,
        double flop,
        List<String> outside)
        implements Answer {
    public static Prediction of(FittedLaw law, TrainingCost cost, double s, double n, double d) {
        return new Prediction(
                s,
                n,
                d,
                Answer.unit(law),
                Estimate.of(law, c -> law.form().law().loss(c, s, n, d)),
                cost.flop(s, n, d),
                Extrapolation.of(law.ranges(), s, n, d));
    }

    @Override
    public String text() {
        return "S = " + number(sparsity) + ", N = " + number(nonZeros) + " on " + number(data) + " " + dataUnit
                + ": expected loss " + loss.text() + ", at " + number(flop) + " FLOP\n"
                + Answer.warnings(outside);
    }
}

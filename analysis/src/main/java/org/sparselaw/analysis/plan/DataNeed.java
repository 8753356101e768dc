package org.sparselaw.analysis.plan;

import static org.sparselaw.analysis.plan.Estimate.number;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.optimum.EqualLoss;
import org.sparselaw.analysis.optimum.TrainingCost;

/**
 * How much data a model needs to be as good as asked.
 *
 * @param goal in words
 * @param data D; infinite when no amount reaches the goal
 * @param flop what training on it costs
 * @param denseFlop what training the dense model of the goal costs; absent when the goal is a loss
 */
public record DataNeed(
        double sparsity,
        double nonZeros,
        String goal,
        Estimate data,
        String dataUnit,
        Estimate flop,
        Optional<Double> denseFlop,
        List<String> outside)
        implements Answer {

    public static DataNeed forLoss(FittedLaw law, TrainingCost cost, double s, double n, double loss) {
        String goal = "a loss of " + number(loss);
        return of(law, cost, s, n, goal, c -> equalLoss(c).data(s, n, loss), Optional.empty());
    }

    /** To be as good as a dense model of a size trained on an amount of data. */
    public static DataNeed likeDense(
            FittedLaw law, TrainingCost cost, double s, double n, double denseSize, double denseData) {
        String goal = "the loss of a dense model of " + number(denseSize) + " parameters trained on "
                + number(denseData) + " " + Answer.unit(law);
        return of(
                law,
                cost,
                s,
                n,
                goal,
                c -> equalLoss(c).dataLikeDense(s, n, denseSize, denseData),
                Optional.of(cost.flop(0, denseSize, denseData)));
    }

    private static DataNeed of(
            FittedLaw law,
            TrainingCost cost,
            double s,
            double n,
            String goal,
            ToDoubleFunction<double[]> data,
            Optional<Double> denseFlop) {
        law.sparse();
        double d = data.applyAsDouble(law.values());
        return new DataNeed(
                s,
                n,
                goal,
                Estimate.of(law, data),
                Answer.unit(law),
                Estimate.of(law, c -> cost.flop(s, n, data.applyAsDouble(c))),
                denseFlop,
                Extrapolation.of(law.ranges(), s, n, d));
    }

    private static EqualLoss equalLoss(double[] coefficients) {
        return new EqualLoss(SparseCoefficients.of(coefficients));
    }

    @Override
    public String text() {
        String model = "S = " + number(sparsity) + " with N = " + number(nonZeros);
        if (data.value() == Double.POSITIVE_INFINITY) {
            return model + " does not reach " + goal + " with any amount of data\n"
                    + data.interval()
                            .map(i -> "  data by the resamples: " + Estimate.text(i) + " " + dataUnit + "\n")
                            .orElse("");
        }
        return model + " reaches " + goal + "\n"
                + "  on " + data.text() + " " + dataUnit + ", at " + flop.text() + " FLOP"
                + denseFlop.map(f -> "; the dense model takes " + number(f)).orElse("") + "\n"
                + Answer.warnings(outside);
    }
}

package org.sparselaw.analysis.plan;

import static org.sparselaw.analysis.plan.Estimate.number;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.optimum.ComputeOptimal;
import org.sparselaw.analysis.optimum.TrainingCost;

/**
 * What to train for a budget when nothing else is given: size, sparsity and data with the lowest loss together.
 *
 * @param budget C in FLOP
 * @param sparsity S, the same for every budget
 * @param nonZeros N
 * @param loss of the plan; its interval is that of the plan's S, N and D
 * @param denseNonZeros N of the best dense model for the budget
 * @param denseBudgetRatio how many times the budget dense training needs for the same loss
 * @param withinFitted the best plan with an N that was fitted, when N lies outside
 * @param warnings where the law has no such optimum, does not determine it, or extrapolates
 */
public record BudgetPlan(
        double budget,
        Estimate sparsity,
        Estimate nonZeros,
        Estimate data,
        String dataUnit,
        Estimate loss,
        Estimate denseNonZeros,
        Estimate denseLoss,
        Estimate denseBudgetRatio,
        Optional<SizePlan> withinFitted,
        List<String> warnings)
        implements Answer {
    /** An interval of N over more than this factor says next to nothing. */
    private static final double WIDE = 100;

    public static BudgetPlan of(FittedLaw law, TrainingCost cost, double budget) {
        ComputeOptimal optimum = new ComputeOptimal(law.sparse(), cost);
        double s = optimum.sparsity();
        double n = optimum.nonZeros(budget);
        double d = cost.data(s, n, budget);
        double dense = optimum.nonZeros(0, budget);
        Estimate nonZeros = Estimate.of(law, c -> optimum(c, cost).nonZeros(budget));
        return new BudgetPlan(
                budget,
                Estimate.of(law, c -> optimum(c, cost).sparsity()),
                nonZeros,
                Estimate.of(law, c -> {
                    ComputeOptimal each = optimum(c, cost);
                    return cost.data(each.sparsity(), each.nonZeros(budget), budget);
                }),
                Answer.unit(law),
                Estimate.of(law, c -> SparseCoefficients.of(c).loss(s, n, d)),
                Estimate.of(law, c -> optimum(c, cost).nonZeros(0, budget)),
                Estimate.of(law, c -> SparseCoefficients.of(c).loss(0, dense, cost.data(0, dense, budget))),
                Estimate.of(law, c -> optimum(c, cost).denseBudgetRatio()),
                within(law, cost, n, budget),
                warnings(law, optimum, nonZeros, s, n, d));
    }

    private static ComputeOptimal optimum(double[] coefficients, TrainingCost cost) {
        return new ComputeOptimal(SparseCoefficients.of(coefficients), cost);
    }

    /** The loss as a function of N has one valley, so the end of the fitted range nearest to it is best. */
    private static Optional<SizePlan> within(FittedLaw law, TrainingCost cost, double n, double budget) {
        Range fitted = law.ranges().nonZeros();
        if (fitted.contains(n)) {
            return Optional.empty();
        }
        double nearest = n < fitted.low() ? fitted.low() : fitted.high();
        return Optional.of(SizePlan.forNonZeros(law, cost, nearest, budget));
    }

    private static List<String> warnings(
            FittedLaw law, ComputeOptimal optimum, Estimate nonZeros, double s, double n, double d) {
        List<String> warnings = new ArrayList<>();
        if (optimum.runsAway()) {
            warnings.add("the fitted law sees no end to sparsity: c_S is not above 0, so S has no optimum");
        }
        if (!Double.isFinite(n)) {
            warnings.add("N has no optimum: by this law the loss does not fall with D, so all of the budget goes to N");
        }
        nonZeros.interval()
                .filter(i -> !(i.high() <= WIDE * i.low()))
                .ifPresent(i -> warnings.add("the runs do not determine N: its interval is " + Estimate.text(i)));
        warnings.addAll(Extrapolation.of(law.ranges(), s, n, d));
        return warnings;
    }

    @Override
    public String text() {
        return "compute-optimal for C = " + number(budget) + " FLOP\n"
                + "  S " + sparsity.text() + " (the same for every budget), N " + nonZeros.text() + ", D " + data.text()
                + " " + dataUnit + "\n"
                + "  expected loss " + loss.text() + "; best dense model, N " + denseNonZeros.text() + ": "
                + denseLoss.text() + "\n"
                + "  dense training needs " + denseBudgetRatio.text() + " times the budget for the same loss\n"
                + Answer.warnings(warnings)
                + withinFitted
                        .map(plan -> "with N = " + number(plan.nonZeros()) + ", which was fitted: " + plan.text())
                        .orElse("");
    }
}

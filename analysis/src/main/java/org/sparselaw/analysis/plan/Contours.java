package org.sparselaw.analysis.plan;

import static org.sparselaw.analysis.plan.Estimate.number;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.optimum.OptimalSparsity;
import org.sparselaw.analysis.optimum.TrainingCost;

/**
 * The budgets for which given sparsities are optimal, over the fitted range of N. In logarithms they are parallel lines.
 *
 * @param slope d ln C / d ln N = 1 + b_N/b_D, of every line
 * @param nonZeros N of the points, rising
 * @param contours one for each sparsity
 */
public record Contours(Estimate slope, List<Double> nonZeros, List<Contour> contours, String dataUnit)
        implements Answer {
    private static final int POINTS = 4;

    /** A slope that may be this many times as large is not known. */
    private static final double STEEP = 2;

    /**
     * @param budgets C in FLOP by N
     * @param outside which D of the line's points the fitted runs do not cover, and S if they do not
     */
    public record Contour(double sparsity, List<Estimate> budgets, List<String> outside) {}

    public static Contours of(FittedLaw law, TrainingCost cost, List<Double> sparsities) {
        law.sparse();
        List<Double> sizes = sizes(law.ranges().nonZeros());
        List<Contour> contours = new ArrayList<>();
        for (double s : sparsities) {
            List<Estimate> budgets = sizes.stream()
                    .map(n -> Estimate.of(law, c -> optimum(c, cost).budget(s, n)))
                    .toList();
            contours.add(new Contour(s, budgets, outside(law, cost, s, sizes, budgets)));
        }
        return new Contours(Estimate.of(law, c -> optimum(c, cost).contourSlope()), sizes, contours, Answer.unit(law));
    }

    private static OptimalSparsity optimum(double[] coefficients, TrainingCost cost) {
        return new OptimalSparsity(SparseCoefficients.of(coefficients), cost);
    }

    private static List<Double> sizes(Range fitted) {
        List<Double> sizes = new ArrayList<>();
        for (int i = 0; i < POINTS; i++) {
            sizes.add(fitted.low() * StrictMath.pow(fitted.high() / fitted.low(), i / (POINTS - 1.0)));
        }
        return sizes;
    }

    /** What holds for the ends of the line; a line that crosses the fitted D is covered in part. */
    private static List<String> outside(
            FittedLaw law, TrainingCost cost, double s, List<Double> sizes, List<Estimate> budgets) {
        List<String> outside = new ArrayList<>();
        for (int end : new int[] {0, sizes.size() - 1}) {
            double n = sizes.get(end);
            double d = cost.data(s, n, budgets.get(end).value());
            for (String sentence : Extrapolation.of(law.ranges(), s, n, d)) {
                String place = sentence.startsWith("D") ? "at N = " + number(n) + " " : "";
                if (!outside.contains(place + sentence)) {
                    outside.add(place + sentence);
                }
            }
        }
        return outside;
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder("budgets C in FLOP for which a sparsity is optimal, by N\n");
        for (Contour contour : contours) {
            text.append("S = ").append(number(contour.sparsity())).append('\n');
            for (int i = 0; i < nonZeros.size(); i++) {
                text.append(String.format(
                        Locale.ROOT,
                        "  N %-10s C %s%n",
                        number(nonZeros.get(i)),
                        contour.budgets().get(i).text()));
            }
            text.append(Answer.warnings(contour.outside()));
        }
        text.append("C grows as N^").append(slope.text()).append('\n');
        if (slope.interval().filter(i -> i.high() > STEEP * slope.value()).isPresent()) {
            text.append(Answer.warnings(
                    List.of("the runs do not determine how steep the lines are, for they do not determine"
                            + " b_D: away from the fitted D the budgets are not known")));
        }
        return text.toString();
    }
}

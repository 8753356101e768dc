package org.sparselaw.analysis.report;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sparselaw.analysis.law.FittedLaw.Ranges;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.optimum.OptimalSparsity;

/**
 * What the axes of a figure of contours span, sizes N across and budgets C up, both logarithmic; on them contours are straight
 * lines. Lines are clipped here, so that each can be named at its end.
 */
record ContourFrame(double left, double right, double bottom, double top) {
    private static final double BEYOND_SIZE = 1.5;
    private static final double BEYOND_BUDGET = 3;

    /** Points along a band's edge. */
    private static final int BAND_STEPS = 24;

    /** Smallest distance of two names, as a part of the height. */
    private static final double APART = 0.045;

    record Point(double sparsity, double nonZeros, double budget) {}

    /** The interval of a contour's budget at a size. */
    record Band(double sparsity, double nonZeros, double low, double high) {}

    /** With room for all runs of the laws, and some beyond. */
    static ContourFrame around(List<Fit> laws) {
        double left = Double.POSITIVE_INFINITY;
        double right = 0;
        double bottom = Double.POSITIVE_INFINITY;
        double top = 0;
        for (Fit fit : laws) {
            Ranges ranges = fit.law().ranges();
            left = Math.min(left, ranges.nonZeros().low());
            right = Math.max(right, ranges.nonZeros().high());
            bottom = Math.min(bottom, fit.lowestBudget(ranges.nonZeros().low()));
            top = Math.max(top, fit.highestBudget(ranges.nonZeros().high()));
        }
        return new ContourFrame(left / BEYOND_SIZE, right * BEYOND_SIZE, bottom / BEYOND_BUDGET, top * BEYOND_BUDGET);
    }

    /** The two ends, from left to right, of a contour's part inside; nothing when it passes by or there is none. */
    List<Point> contour(Fit fit, double s) {
        return clip(StrictMath.log(fit.optimum().contour(s)), fit, s);
    }

    /** The budgets with which dense training would be compute-optimal; the line is parallel to the contours. */
    List<Point> denseOptimal(Fit fit) {
        SparseCoefficients law = fit.law().sparse();
        double atOne =
                StrictMath.log(6 * law.aD()) + StrictMath.log(law.bD() / (law.bN() * (law.aS() + law.cS()))) / law.bD();
        return clip(atOne, fit, 0);
    }

    /** The budgets for which a sparsity may be optimal, across the axis; ends far outside of it are drawn nearer. */
    Stream<Band> band(Fit fit, double s) {
        return IntStream.rangeClosed(0, BAND_STEPS)
                .mapToDouble(step -> left * StrictMath.pow(right / left, (double) step / BAND_STEPS))
                .boxed()
                .flatMap(n -> fit
                        .interval(c -> new OptimalSparsity(c, fit.cost()).budget(s, n))
                        .map(budgets -> new Band(s, n, near(budgets.low()), near(budgets.high())))
                        .stream());
    }

    /** Whether a line ends at the top, to rounding, and not at the right. */
    boolean endsAtTop(Point end) {
        return end.budget > top * (1 - 1e-9);
    }

    /** Whether names at these points would cover each other; the frame is about as high as wide. */
    boolean collide(Point a, Point b) {
        double across = StrictMath.log(a.nonZeros / b.nonZeros) / StrictMath.log(right / left);
        double up = StrictMath.log(a.budget / b.budget) / StrictMath.log(top / bottom);
        return Math.hypot(across, up) < APART;
    }

    /** @param atOne ln C at N = 1 */
    private List<Point> clip(double atOne, Fit fit, double s) {
        double slope = fit.optimum().contourSlope();
        double from = Math.max(left, StrictMath.exp((StrictMath.log(bottom) - atOne) / slope));
        double to = Math.min(right, StrictMath.exp((StrictMath.log(top) - atOne) / slope));
        if (!(Double.isFinite(atOne) && from < to)) {
            return List.of();
        }
        return Stream.of(from, to)
                .map(n -> new Point(s, n, Math.min(top, StrictMath.exp(atOne + slope * StrictMath.log(n)))))
                .toList();
    }

    private double near(double budget) {
        return Math.max(bottom / 10, Math.min(top * 10, budget));
    }
}

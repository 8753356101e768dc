package org.sparselaw.analysis.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sparselaw.analysis.law.FittedLaw.Ranges;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.optimum.OptimalSparsity;
import org.sparselaw.analysis.optimum.TrainingCost;

/**
 * The sizes N and training budgets C for which a sparsity is optimal: parallel lines on logarithmic axes. Lines are clipped
 * to the axes here, so that each can be named at its end.
 */
final class ContourChart {
    /** Lines worth a place, the most telling first; one whose name would cover an earlier one's is left out. */
    private static final List<Double> LEVELS = List.of(0.0, 0.5, 0.75, 0.875, 0.25, 0.9375, 0.625, 0.8, 0.96875);

    /** Smallest distance of two names, as a part of the height. */
    private static final double APART = 0.045;

    private static final double BEYOND_SIZE = 1.5;
    private static final double BEYOND_BUDGET = 3;

    private final Findings findings;
    private final OptimalSparsity optimum;
    private final Frame frame;

    ContourChart(Findings findings) {
        this.findings = findings;
        this.optimum = findings.optimum();
        Ranges ranges = findings.law().ranges();
        double low = lowest(ranges.nonZeros().low());
        double high = highest(ranges.nonZeros().high());
        this.frame = new Frame(
                ranges.nonZeros().low() / BEYOND_SIZE,
                ranges.nonZeros().high() * BEYOND_SIZE,
                low / BEYOND_BUDGET,
                high * BEYOND_BUDGET);
    }

    private record Band(double nonZeros, double low, double high) {}

    private record Point(double sparsity, double nonZeros, double budget) {}

    private record Place(String run, double sparsity, long nonZeros, double budget) {}

    private record Label(double sparsity, double nonZeros, double budget, String text) {}

    Chart chart() {
        List<Point> contours = new ArrayList<>();
        List<Label> labels = new ArrayList<>();
        for (double s : LEVELS) {
            add(s, contours, labels);
        }
        Ranges ranges = findings.law().ranges();
        List<Band> region = Stream.of(ranges.nonZeros().low(), ranges.nonZeros().high())
                .map(n -> new Band(n, lowest(n), highest(n)))
                .toList();
        List<Place> places = findings.fitted().stream()
                .map(run -> new Place(run.runId(), run.sparsity(), run.nonZeros(), findings.flop(run)))
                .toList();
        List<Double> coloured = Stream.concat(findings.sparsities().stream(), LEVELS.stream())
                .distinct()
                .sorted()
                .toList();
        return Chart.of(
                "contours",
                coloured,
                Map.of(
                        "sizes", List.of(frame.left, frame.right),
                        "sizeTicks", Ticks.logarithmic(frame.left, frame.right),
                        "budgets", List.of(frame.bottom, frame.top),
                        "budgetTicks", Ticks.logarithmic(frame.bottom, frame.top)),
                Map.of(
                        "contours", contours,
                        "labels", labels,
                        "region", region,
                        "runs", places,
                        "denseOptimal", frame.clip(line(denseOptimal()))),
                caption(labels));
    }

    private String caption(List<Label> labels) {
        String lines = labels.isEmpty()
                ? "No sparsity is optimal anywhere here."
                : "Along a line, the sparsity written at its end gives the lowest loss; below the line of 0, dense training"
                        + " does. Straight up, N stays and the budget, and so the data, grows.";
        return lines
                + " Grey: what the runs cover; points: the runs. Dashed: the budgets for which dense training would be"
                + " compute-optimal.";
    }

    private void add(double s, List<Point> contours, List<Label> labels) {
        double atOne = StrictMath.log(optimum.contour(s));
        if (!Double.isFinite(atOne)) {
            return;
        }
        List<Point> ends = frame.clip(line(atOne)).stream()
                .map(p -> new Point(s, p.nonZeros(), p.budget()))
                .toList();
        if (ends.isEmpty()) {
            return;
        }
        Point end = ends.get(ends.size() - 1);
        Label label = new Label(s, end.nonZeros(), end.budget(), Numbers.exact(s));
        if (labels.stream().anyMatch(other -> frame.distance(other, label) < APART)) {
            return;
        }
        contours.addAll(ends);
        labels.add(label);
    }

    /** ln C of a budget with which dense training of one parameter would be compute-optimal; all are parallel to the contours. */
    private double denseOptimal() {
        SparseCoefficients law = findings.law().sparse();
        return StrictMath.log(6 * law.aD()) + StrictMath.log(law.bD() / (law.bN() * (law.aS() + law.cS()))) / law.bD();
    }

    private Line line(double atOne) {
        return new Line(atOne, optimum.contourSlope());
    }

    /** The smallest budget of a run, if there were one with the least data and sparsity for every N. */
    private double lowest(double nonZeros) {
        Ranges ranges = findings.law().ranges();
        return cost().flop(ranges.sparsity().low(), nonZeros, ranges.data().low());
    }

    private double highest(double nonZeros) {
        Ranges ranges = findings.law().ranges();
        return cost().flop(ranges.sparsity().high(), nonZeros, ranges.data().high());
    }

    private TrainingCost cost() {
        return findings.cost();
    }

    /** ln C = atOne + slope ln N, with a slope above 0. */
    private record Line(double atOne, double slope) {
        double budget(double nonZeros) {
            return StrictMath.exp(atOne + slope * StrictMath.log(nonZeros));
        }

        double nonZeros(double budget) {
            return StrictMath.exp((StrictMath.log(budget) - atOne) / slope);
        }
    }

    /** What the axes span. */
    private record Frame(double left, double right, double bottom, double top) {
        /** The two ends of the line's part inside, from left to right; nothing when it passes by. */
        List<Point> clip(Line line) {
            double from = Math.max(left, line.nonZeros(bottom));
            double to = Math.min(right, line.nonZeros(top));
            if (!(from < to)) {
                return List.of();
            }
            return Stream.of(from, to)
                    .map(n -> new Point(0, n, Math.min(top, line.budget(n))))
                    .toList();
        }

        /** The distance of two names, as a part of the height of the frame, which is about as high as wide. */
        double distance(Label a, Label b) {
            double across = StrictMath.log(a.nonZeros / b.nonZeros) / StrictMath.log(right / left);
            double up = StrictMath.log(a.budget / b.budget) / StrictMath.log(top / bottom);
            return Math.hypot(across, up);
        }
    }
}

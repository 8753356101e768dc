package org.sparselaw.analysis.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sparselaw.analysis.law.FittedLaw.Ranges;
import org.sparselaw.analysis.report.ContourFrame.Point;

/** The sizes N and training budgets C for which a sparsity is optimal: parallel lines on logarithmic axes. */
final class ContourFigure {
    /** Lines worth a place, the most telling first; one whose name would cover an earlier one's is left out. */
    private static final List<Double> LEVELS = List.of(0.0, 0.5, 0.75, 0.875, 0.25, 0.9375, 0.625, 0.8, 0.96875);

    private final Fit fit;
    private final ContourFrame frame;

    ContourFigure(Fit fit) {
        this.fit = fit;
        this.frame = ContourFrame.around(List.of(fit));
    }

    private record Region(double nonZeros, double low, double high) {}

    private record Place(String run, double sparsity, double nonZeros, double budget) {}

    /** @param above whether the line ends at the top of the frame, where its name stands above it */
    private record Label(double sparsity, double nonZeros, double budget, String text, boolean above) {}

    Figure figure() {
        List<Point> contours = new ArrayList<>();
        List<Point> ends = new ArrayList<>();
        for (double s : LEVELS) {
            List<Point> contour = frame.contour(fit, s);
            if (!contour.isEmpty() && ends.stream().noneMatch(end -> frame.collide(end, contour.get(1)))) {
                contours.addAll(contour);
                ends.add(contour.get(1));
            }
        }
        List<Label> labels = ends.stream()
                .map(p -> new Label(
                        p.sparsity(), p.nonZeros(), p.budget(), Numbers.exact(p.sparsity()), frame.endsAtTop(p)))
                .toList();
        Ranges ranges = fit.law().ranges();
        List<Region> region = Stream.of(
                        ranges.nonZeros().low(), ranges.nonZeros().high())
                .map(n -> new Region(n, fit.lowestBudget(n), fit.highestBudget(n)))
                .toList();
        List<Place> places = fit.points().stream()
                .map(run -> new Place(run.run(), run.sparsity(), run.nonZeros(), fit.flop(run)))
                .toList();
        List<Double> coloured = Stream.concat(fit.sparsities().stream(), LEVELS.stream())
                .distinct()
                .sorted()
                .toList();
        return Figure.of(
                "contours",
                SparsityScale.parameters(
                        coloured,
                        places.size(),
                        Map.of(
                                "sizes", List.of(frame.left(), frame.right()),
                                "sizeTicks", Ticks.logarithmic(frame.left(), frame.right()),
                                "budgets", List.of(frame.bottom(), frame.top()),
                                "budgetTicks", Ticks.logarithmic(frame.bottom(), frame.top()))),
                Map.of(
                        "contours",
                        contours,
                        "bands",
                        ends.stream()
                                .flatMap(end -> frame.band(fit, end.sparsity()))
                                .toList(),
                        "labels",
                        labels,
                        "region",
                        region,
                        "runs",
                        places,
                        "denseOptimal",
                        frame.denseOptimal(fit)),
                description(labels),
                caption(labels));
    }

    private String description(List<Label> labels) {
        return "Lines of equal optimal sparsity over non-zero parameters, " + Numbers.count(frame.left()) + " to "
                + Numbers.count(frame.right()) + ", and training budget, " + Numbers.flop(frame.bottom()) + " to "
                + Numbers.flop(frame.top()) + " FLOP"
                + (labels.isEmpty()
                        ? "; none crosses it."
                        : ", for S = " + labels.stream().map(Label::text).collect(Collectors.joining(", ")) + ".");
    }

    private String caption(List<Label> labels) {
        String lines = labels.isEmpty()
                ? "No sparsity is optimal anywhere here."
                : "Along a line, the sparsity written at its end gives the lowest loss; below the line of 0, dense training"
                        + " does. Straight up, N stays and the budget, and so the data, grows."
                        + fit.bands("");
        return lines
                + " Grey: what the runs cover; points: the runs. Dashed: the budgets for which dense training would be"
                + " compute-optimal.";
    }
}

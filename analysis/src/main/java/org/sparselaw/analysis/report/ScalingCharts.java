package org.sparselaw.analysis.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.runs.Run;

/** Loss against N with a panel for each D, and against D with a panel for each N: points are runs, lines the law. */
final class ScalingCharts {
    /** Points of a line; enough to look smooth. */
    private static final int STEPS = 32;

    /** A panel's law lines and axis reach this far beyond the runs. */
    private static final double BEYOND = 1.25;

    private final Findings findings;
    private final List<Run> runs;

    ScalingCharts(Findings findings) {
        this.findings = findings;
        this.runs = findings.fitted();
    }

    /** @param run the run's id; null on a line of the law */
    private record Point(String run, String panel, int order, double sparsity, double x, double loss) {}

    Chart bySize() {
        Range across = beyond(findings.law().ranges().nonZeros());
        return Chart.of(
                "loss-by-size",
                findings.sparsities(),
                Map.of(
                        "across",
                        List.of(across.low(), across.high()),
                        "ticks",
                        Ticks.logarithmic(across.low(), across.high())),
                Map.of(
                        "points",
                        points(
                                Run::data,
                                Run::nonZeros,
                                "D = %s " + findings.dataUnit(),
                                across,
                                (s, level, x) -> findings.law().predict(s, x, level))),
                "A panel for each amount of data; points are runs, lines the law. At equal N and D, a line below another"
                        + " is a sparsity that makes better use of its non-zero parameters.");
    }

    Chart byData() {
        Range across = beyond(findings.law().ranges().data());
        return Chart.of(
                "loss-by-data",
                findings.sparsities(),
                Map.of(
                        "across",
                        List.of(across.low(), across.high()),
                        "ticks",
                        Ticks.logarithmic(across.low(), across.high()),
                        "dataTitle",
                        "data D (" + findings.dataUnit() + ")"),
                Map.of(
                        "points",
                        points(
                                Run::nonZeros,
                                Run::data,
                                "N = %s",
                                across,
                                (s, level, x) -> findings.law().predict(s, level, x))),
                "A panel with its own loss axis for each number of non-zero parameters; points are runs, lines the law.");
    }

    private interface Line {
        double loss(double sparsity, double level, double x);
    }

    private List<Point> points(
            ToDoubleFunction<Run> panel, ToDoubleFunction<Run> across, String title, Range range, Line line) {
        Levels levels = new Levels(runs.stream().mapToDouble(panel).boxed().toList());
        List<Point> points = new ArrayList<>();
        for (int level = 0; level < levels.size(); level++) {
            int order = level;
            double middle = levels.middle(level);
            String name = title.formatted(Numbers.count(middle));
            List<Run> here = runs.stream()
                    .filter(r -> levels.of(panel.applyAsDouble(r)) == order)
                    .toList();
            for (Run run : here) {
                points.add(new Point(run.runId(), name, order, run.sparsity(), across.applyAsDouble(run), run.loss()));
            }
            for (double s : here.stream().map(Run::sparsity).distinct().sorted().toList()) {
                for (int step = 0; step <= STEPS; step++) {
                    double x = range.low() * StrictMath.pow(range.high() / range.low(), (double) step / STEPS);
                    points.add(new Point(null, name, order, s, x, line.loss(s, middle, x)));
                }
            }
        }
        return points;
    }

    private static Range beyond(Range range) {
        return new Range(range.low() / BEYOND, range.high() * BEYOND);
    }
}

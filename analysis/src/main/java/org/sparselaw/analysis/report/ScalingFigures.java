package org.sparselaw.analysis.report;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.law.SparseCoefficients;
import org.sparselaw.analysis.runs.Observation;

/** Loss against N with a panel for each D, and against D with a panel for each N: points are runs, lines the law. */
final class ScalingFigures {
    /** Points of a line; enough to look smooth. */
    private static final int STEPS = 24;

    /** A panel's law lines and axis reach this far beyond the runs. */
    private static final double BEYOND = 1.25;

    /** Panels of a figure; of more levels, some evenly from the least to the greatest are shown. */
    private static final int PANELS = 12;

    /** Lines of a panel. */
    private static final int LINES = 6;

    /** Bands are cut off so far from the losses of the runs, as a part of their spread. */
    private static final double ROOM = 0.3;

    private final Fit fit;
    private final List<Observation> runs;
    private final Range losses;

    ScalingFigures(Fit fit) {
        this.fit = fit;
        this.runs = fit.points();
        DoubleSummaryStatistics measured =
                runs.stream().mapToDouble(Observation::loss).summaryStatistics();
        double room = ROOM * (measured.getMax() - measured.getMin());
        this.losses = new Range(measured.getMin() - room, measured.getMax() + room);
    }

    /**
     * @param run the run's id; null on a line of the law
     * @param low of the interval of the law's loss; null at a run, and without resamples
     */
    private record Point(
            String run, String panel, int order, double sparsity, double x, double loss, Double low, Double high) {}

    /** One of the two figures: what its panels and its axis are. */
    private record Axes(
            ToDoubleFunction<Observation> panel,
            ToDoubleFunction<Observation> across,
            String title,
            Range range,
            Loss loss) {}

    private interface Loss {
        double of(SparseCoefficients law, double sparsity, double level, double x);
    }

    Figure bySize() {
        Range across = beyond(fit.law().ranges().nonZeros());
        return figure(
                "loss-by-size",
                new Axes(
                        Observation::data,
                        Observation::nonZeros,
                        "D = %s " + fit.dataUnit(),
                        across,
                        (law, s, level, x) -> law.loss(s, x, level)),
                "Validation loss against non-zero parameters",
                "A panel for each amount of data; points are runs, lines the law. At equal N and D, a line below another"
                        + " is a sparsity that makes better use of its non-zero parameters.");
    }

    Figure byData() {
        Range across = beyond(fit.law().ranges().data());
        return figure(
                "loss-by-data",
                new Axes(
                        Observation::nonZeros,
                        Observation::data,
                        "N = %s",
                        across,
                        (law, s, level, x) -> law.loss(s, level, x)),
                "Validation loss against " + fit.dataUnit(),
                "A panel with its own loss axis for each number of non-zero parameters; points are runs, lines the law.");
    }

    private Figure figure(String id, Axes axes, String subject, String caption) {
        Levels levels = new Levels(runs.stream().mapToDouble(axes.panel).boxed().toList());
        List<Integer> shown =
                Levels.spread(IntStream.range(0, levels.size()).boxed().toList(), PANELS);
        String left = shown.size() < levels.size()
                ? " " + shown.size() + " of " + levels.size() + " such levels are shown."
                : "";
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("across", List.of(axes.range.low(), axes.range.high()));
        parameters.put("ticks", Ticks.logarithmic(axes.range.low(), axes.range.high()));
        parameters.put("dataTitle", "data D (" + fit.dataUnit() + ")");
        return Figure.of(
                id,
                SparsityScale.parameters(fit.sparsities(), runs.size(), parameters),
                Map.of("points", points(axes, levels, shown)),
                subject + ", " + shown.size() + " panels from "
                        + name(axes, levels, shown.get(0)) + " to " + name(axes, levels, shown.get(shown.size() - 1))
                        + ": runs as points, the law as a line for each sparsity.",
                caption + fit.bands(" of the law") + left);
    }

    private static String name(Axes axes, Levels levels, int level) {
        return axes.title.formatted(Numbers.count(levels.middle(level)));
    }

    private List<Point> points(Axes axes, Levels levels, List<Integer> shown) {
        List<Point> points = new ArrayList<>();
        List<List<Observation>> members = members(axes, levels);
        for (int level : shown) {
            String name = name(axes, levels, level);
            List<Observation> here = members.get(level);
            for (Observation run : here) {
                double x = axes.across.applyAsDouble(run);
                points.add(new Point(run.run(), name, level, run.sparsity(), x, run.loss(), null, null));
            }
            List<Double> sparsities =
                    here.stream().map(Observation::sparsity).distinct().sorted().toList();
            for (double s : Levels.spread(sparsities, LINES)) {
                for (int step = 0; step <= STEPS; step++) {
                    points.add(line(axes, name, level, levels.middle(level), s, (double) step / STEPS));
                }
            }
        }
        return points;
    }

    private List<List<Observation>> members(Axes axes, Levels levels) {
        List<List<Observation>> members = new ArrayList<>();
        for (int level = 0; level < levels.size(); level++) {
            members.add(new ArrayList<>());
        }
        runs.forEach(
                run -> members.get(levels.of(axes.panel.applyAsDouble(run))).add(run));
        return members;
    }

    private Point line(Axes axes, String name, int level, double middle, double s, double share) {
        double x = axes.range.low() * StrictMath.pow(axes.range.high() / axes.range.low(), share);
        Optional<Range> interval = fit.interval(law -> axes.loss.of(law, s, middle, x));
        return new Point(
                null,
                name,
                level,
                s,
                x,
                axes.loss.of(fit.law().sparse(), s, middle, x),
                interval.map(range -> near(range.low())).orElse(null),
                interval.map(range -> near(range.high())).orElse(null));
    }

    private double near(double loss) {
        return Math.max(losses.low(), Math.min(losses.high(), loss));
    }

    private static Range beyond(Range range) {
        return new Range(range.low() / BEYOND, range.high() * BEYOND);
    }
}

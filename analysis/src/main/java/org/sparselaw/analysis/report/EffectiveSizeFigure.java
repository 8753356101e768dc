package org.sparselaw.analysis.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sparselaw.analysis.law.FittedLaw.Range;

/** How many times larger a dense model of equal loss and data is, against sparsity, with its interval. */
final class EffectiveSizeFigure {
    /** Points of the curve. */
    private static final int STEPS = 40;

    /** The curve goes this far beyond the sparsest run, in halvings of the density. */
    private static final double BEYOND = 0.5;

    /** Infinite ends of intervals are drawn here, outside of the axis. */
    private static final double HIGHEST = 1e6;

    private final Fit fit;

    EffectiveSizeFigure(Fit fit) {
        this.fit = fit;
    }

    /**
     * @param width trained parameters over non-zero ones, 1/(1-S)
     * @param size N_dense/N
     * @param low of its interval; null without one
     */
    private record Point(double width, double sparsity, double size, Double low, Double high) {}

    Figure figure() {
        double halvings = -StrictMath.log(1 - fit.law().ranges().sparsity().high()) / StrictMath.log(2) + BEYOND;
        List<Point> curve = new ArrayList<>();
        for (int step = 0; step <= STEPS; step++) {
            curve.add(point(1 - StrictMath.pow(0.5, halvings * step / STEPS)));
        }
        List<Double> sparsities = fit.sparsities();
        List<Point> levels = Levels.spread(
                        sparsities.stream().filter(s -> s > 0).toList(), 8)
                .stream()
                .map(this::point)
                .toList();
        double widest = StrictMath.pow(2, halvings);
        return Figure.of(
                "effective-sizes",
                SparsityScale.parameters(
                        sparsities,
                        levels.size(),
                        Map.of(
                                "widths", List.of(1, widest),
                                "widthTicks", Ticks.halvings(widest),
                                "sizes", axis(curve))),
                Map.of("curve", curve, "levels", levels),
                "Size of a dense model with the same loss, relative to the non-zero parameters of a sparse one: "
                        + levels.stream().map(EffectiveSizeFigure::words).collect(Collectors.joining(", ")) + ".",
                "A dense model trained on as much data would need this many times N parameters for the same loss."
                        + fit.bands(""));
    }

    private Point point(double s) {
        Optional<Range> interval = fit.effectiveSizeInterval(s);
        return new Point(
                1 / (1 - s),
                s,
                fit.optimum().effectiveDenseSize(s),
                interval.map(range -> Math.max(range.low(), 0)).orElse(null),
                interval.map(range -> Math.min(range.high(), HIGHEST)).orElse(null));
    }

    /** What the axis spans: the curve, and of its band what is not far beyond it. */
    private static List<Double> axis(List<Point> curve) {
        double low = curve.stream().mapToDouble(Point::size).min().orElseThrow();
        double high = curve.stream().mapToDouble(Point::size).max().orElseThrow();
        double lower = curve.stream()
                .mapToDouble(p -> p.low == null ? low : p.low)
                .min()
                .orElseThrow();
        double upper = curve.stream()
                .mapToDouble(p -> p.high == null ? high : p.high)
                .max()
                .orElseThrow();
        double room = Math.max(high - low, 0.1);
        return List.of(Math.max(lower, low - room), Math.min(upper, high + room) + 0.1 * room);
    }

    private static String words(Point point) {
        return Numbers.fixed(point.size, 2) + " at S = " + Numbers.exact(point.sparsity);
    }
}

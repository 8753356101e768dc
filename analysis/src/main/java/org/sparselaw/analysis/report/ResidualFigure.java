package org.sparselaw.analysis.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sparselaw.analysis.law.FittedLaw.LevelResidual;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.runs.Observation;

/** The residuals of each sparsity, a column each, with their means: it shows where the law bends and the runs do not. */
final class ResidualFigure {
    /** Half the width of a column, of which the next begins at a distance of 1. */
    private static final double HALF = 0.32;

    /** Columns that are named, with their mean in numbers. */
    private static final int NAMED = 8;

    private final Fit fit;
    private final List<LevelResidual> levels;

    ResidualFigure(Fit fit) {
        this.fit = fit;
        this.levels = fit.law().residualBySparsity();
    }

    /** @param place on the axis of columns */
    private record Point(String run, double sparsity, double nonZeros, double data, double residual, double place) {}

    private record Mean(double from, double to, double middle, double mean, String text) {}

    Figure figure() {
        List<Integer> columns = IntStream.range(0, levels.size()).boxed().toList();
        List<Mean> means = columns.stream()
                .map(column -> {
                    double mean = levels.get(column).meanRelativeResidual();
                    return new Mean(column - HALF, column + HALF, column, mean, Numbers.signedPercent(mean));
                })
                .toList();
        List<Point> points = fit.points().stream()
                .map(run -> new Point(
                        run.run(),
                        run.sparsity(),
                        run.nonZeros(),
                        run.data(),
                        fit.residual(run),
                        column(run) + HALF * offset(run)))
                .toList();
        String names =
                levels.stream().map(level -> Numbers.exact(level.level())).collect(Collectors.joining(","));
        return Figure.of(
                "residuals",
                SparsityScale.parameters(
                        fit.sparsities(),
                        points.size(),
                        Map.of(
                                "columns", Levels.spread(columns, NAMED),
                                "ends", List.of(-0.5, levels.size() - 0.5),
                                "names", "[" + names + "][datum.value]")),
                Map.of("runs", points, "means", means, "namedMeans", Levels.spread(means, NAMED)),
                "Relative residuals by sparsity; the means are "
                        + Levels.spread(means, NAMED).stream().map(Mean::text).collect(Collectors.joining(", "))
                        + " from the least to the most sparse.",
                "Points are runs, in each column from small to large N; bars and numbers are the means. A mean far from"
                        + " zero says that the law bends at this sparsity where the runs do not.");
    }

    private int column(Observation run) {
        int nearest = 0;
        for (int i = 1; i < levels.size(); i++) {
            if (distance(run, i) < distance(run, nearest)) {
                nearest = i;
            }
        }
        return nearest;
    }

    private double distance(Observation run, int level) {
        return Math.abs(levels.get(level).level() - run.sparsity());
    }

    /** From -1 at the smallest N to 1 at the largest. */
    private double offset(Observation run) {
        Range sizes = fit.law().ranges().nonZeros();
        if (sizes.low() == sizes.high()) {
            return 0;
        }
        double share = StrictMath.log(run.nonZeros() / sizes.low()) / StrictMath.log(sizes.high() / sizes.low());
        return 2 * share - 1;
    }
}

package org.sparselaw.analysis.report;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Predicted against measured loss. */
final class AgreementFigure {
    private final Fit fit;

    AgreementFigure(Fit fit) {
        this.fit = fit;
    }

    private record Point(
            String run,
            double sparsity,
            double nonZeros,
            double data,
            double measured,
            double predicted,
            double residual) {}

    private record Corner(double measured, double predicted) {}

    Figure figure() {
        List<Point> points = points();
        double low = losses(points).min().orElse(0);
        double high = losses(points).max().orElse(1);
        double margin = 0.04 * (high - low);
        List<Double> domain = List.of(low - margin, high + margin);
        String quality = Numbers.fixed(fit.law().quality().rSquared(), 4);
        return Figure.of(
                "fit",
                SparsityScale.parameters(fit.sparsities(), points.size(), Map.of("losses", domain)),
                Map.of(
                        "runs",
                        points,
                        "diagonal",
                        domain.stream().map(v -> new Corner(v, v)).toList()),
                "Predicted against measured loss of " + points.size() + " runs, R squared " + quality + ".",
                "Each point is a run; on the dashed line prediction and measurement are equal. <i>R</i>² = " + quality
                        + ".");
    }

    private List<Point> points() {
        return fit.points().stream()
                .map(run -> new Point(
                        run.run(),
                        run.sparsity(),
                        run.nonZeros(),
                        run.data(),
                        run.loss(),
                        fit.predicted(run),
                        fit.residual(run)))
                .toList();
    }

    private static DoubleStream losses(List<Point> points) {
        return points.stream().flatMapToDouble(p -> DoubleStream.of(p.measured(), p.predicted()));
    }
}

package org.sparselaw.analysis.fit;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.sparselaw.analysis.law.FittedLaw.LevelResidual;
import org.sparselaw.analysis.law.FittedLaw.Quality;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.law.FittedLaw.Ranges;
import org.sparselaw.analysis.law.FittedLaw.WorstPoint;
import org.sparselaw.analysis.law.Law;
import org.sparselaw.analysis.runs.Observation;

/**
 * What shows whether a law describes its points. Means of the residual over a level of S are the sharpest of it: a law of the
 * wrong shape, or a fit that stopped early, is off in one direction at one sparsity.
 */
final class Diagnostics {
    private static final int WORST = 5;

    private final Law law;
    private final double[] coefficients;
    private final List<Observation> observations;

    /** @param coefficients in natural units */
    Diagnostics(Law law, double[] coefficients, List<Observation> observations) {
        this.law = law;
        this.coefficients = coefficients;
        this.observations = observations;
    }

    Quality quality() {
        double mean =
                observations.stream().mapToDouble(Observation::loss).average().orElseThrow();
        double unexplained = 0;
        double total = 0;
        double squares = 0;
        double worst = 0;
        for (Observation o : observations) {
            unexplained += square(predicted(o) - o.loss());
            total += square(o.loss() - mean);
            squares += square(relative(o));
            worst = Math.max(worst, Math.abs(relative(o)));
        }
        return new Quality(1 - unexplained / total, Math.sqrt(squares / observations.size()), worst);
    }

    List<LevelResidual> residuals(List<Levels.Level> levels) {
        return levels.stream()
                .map(level -> new LevelResidual(
                        level.value(),
                        level.points().size(),
                        level.points().stream().mapToDouble(this::relative).sum()
                                / level.points().size()))
                .toList();
    }

    List<WorstPoint> worstPoints() {
        return observations.stream()
                .sorted(Comparator.comparingDouble(o -> -Math.abs(relative(o))))
                .limit(WORST)
                .map(o -> new WorstPoint(
                        o.run(), o.sparsity(), o.nonZeros(), o.data(), o.loss(), predicted(o), relative(o)))
                .toList();
    }

    Ranges ranges() {
        return new Ranges(range(Observation::sparsity), range(Observation::nonZeros), range(Observation::data));
    }

    private Range range(ToDoubleFunction<Observation> value) {
        return new Range(
                observations.stream().mapToDouble(value).min().orElseThrow(),
                observations.stream().mapToDouble(value).max().orElseThrow());
    }

    private double predicted(Observation o) {
        return law.loss(coefficients, o.sparsity(), o.nonZeros(), o.data());
    }

    private double relative(Observation o) {
        return predicted(o) / o.loss() - 1;
    }

    private static double square(double x) {
        return x * x;
    }
}

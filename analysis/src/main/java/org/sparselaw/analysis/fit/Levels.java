package org.sparselaw.analysis.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.sparselaw.analysis.law.Base.Variable;
import org.sparselaw.analysis.runs.Observation;

/**
 * The distinct values of S, N and D in a table. Widths are whole numbers of heads, so that runs meant to have equal N differ
 * by a little: values within 5 % (S: within .005) are one level.
 */
public record Levels(List<Level> sparsities, List<Level> nonZeros, List<Level> data) {
    /** @param value the median of the level's values */
    public record Level(double value, List<Observation> points) {}

    List<Level> of(Variable variable) {
        return switch (variable) {
            case S -> sparsities;
            case N -> nonZeros;
            case D -> data;
        };
    }

    public static Levels of(List<Observation> observations) {
        return new Levels(
                levels(observations, Observation::sparsity, 1, 0.005),
                levels(observations, Observation::nonZeros, 1.05, 0),
                levels(observations, Observation::data, 1.05, 0));
    }

    private static List<Level> levels(
            List<Observation> observations, ToDoubleFunction<Observation> value, double factor, double distance) {
        List<Observation> rising = new ArrayList<>(observations);
        rising.sort((a, b) -> Double.compare(value.applyAsDouble(a), value.applyAsDouble(b)));
        List<Level> levels = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= rising.size(); i++) {
            double lowest = value.applyAsDouble(rising.get(start));
            if (i == rising.size() || value.applyAsDouble(rising.get(i)) > lowest * factor + distance) {
                List<Observation> points = List.copyOf(rising.subList(start, i));
                levels.add(new Level(value.applyAsDouble(points.get(points.size() / 2)), points));
                start = i;
            }
        }
        return levels;
    }
}

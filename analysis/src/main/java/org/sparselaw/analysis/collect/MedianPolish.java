package org.sparselaw.analysis.collect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tukey's median polish of a two-way table ("Exploratory Data Analysis", 1977, chapter 11): medians are taken off rows and
 * columns in turn until nothing changes; what remains of a value is its residual. Deviation: a cell may hold no value or
 * several, each of them polished on its own.
 */
final class MedianPolish {
    /** Values that a row and a column must have: with two, a bad one pulls the other off as far. */
    private static final int FEWEST = 3;

    private static final int SWEEPS = 50;

    private final List<Double> values = new ArrayList<>();
    private final Map<String, List<Integer>> rows = new TreeMap<>();
    private final Map<String, List<Integer>> columns = new TreeMap<>();

    void add(String row, String column, double value) {
        rows.computeIfAbsent(row, r -> new ArrayList<>()).add(values.size());
        columns.computeIfAbsent(column, c -> new ArrayList<>()).add(values.size());
        values.add(value);
    }

    /** In the order of the values; not a number where a row or a column is too short to tell. */
    double[] residuals() {
        dropShort();
        double[] residuals = new double[values.size()];
        Arrays.fill(residuals, Double.NaN);
        rows.values().forEach(row -> row.forEach(i -> residuals[i] = values.get(i)));
        boolean changed = true;
        for (int sweep = 0; changed && sweep < SWEEPS; sweep++) {
            changed = sweep(rows.values(), residuals);
            changed |= sweep(columns.values(), residuals);
        }
        return residuals;
    }

    private void dropShort() {
        Set<Integer> dropped = new HashSet<>();
        int before;
        do {
            before = dropped.size();
            for (Collection<List<Integer>> lines : List.of(rows.values(), columns.values())) {
                lines.forEach(line -> line.removeIf(dropped::contains));
                lines.stream().filter(line -> line.size() < FEWEST).forEach(dropped::addAll);
                lines.removeIf(line -> line.size() < FEWEST);
            }
        } while (dropped.size() > before);
    }

    private static boolean sweep(Collection<List<Integer>> lines, double[] residuals) {
        boolean changed = false;
        for (List<Integer> line : lines) {
            double median = median(line.stream().mapToDouble(i -> residuals[i]).toArray());
            line.forEach(i -> residuals[i] -= median);
            changed |= Math.abs(median) > 1e-12;
        }
        return changed;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

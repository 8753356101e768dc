package org.sparselaw.analysis.runs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sparselaw.job.DataException;

/**
 * Sorts the rows of a source into observations and rows left out. Rows with the same S, N, D and loss, to the last digit, are one
 * run that was written twice and count once; the same S, N and D with other losses are runs of other seeds, and all count.
 */
final class RunTableBuilder {
    private final List<Observation> observations = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final Set<String> recipes = new TreeSet<>();
    private final Map<String, Observation> byId = new HashMap<>();
    private final Map<List<Double>, String> byNumbers = new HashMap<>();

    /** A row; null stands for a value that is missing or not a number. */
    void add(String run, Double sparsity, Double nonZeros, Double data, Double loss) {
        String problem = problem(sparsity, nonZeros, data, loss);
        if (problem == null) {
            add(new Observation(run, sparsity, nonZeros, data, loss));
        } else {
            leaveOut(run, problem);
        }
    }

    private void add(Observation row) {
        Observation same = byId.putIfAbsent(row.run(), row);
        if (same != null && !same.equals(row)) {
            throw new DataException("Run " + row.run() + " stands twice in the run table, as " + numbers(same)
                    + " and as " + numbers(row) + " (runs of other seeds need ids of their own)");
        }
        String first =
                byNumbers.putIfAbsent(List.of(row.sparsity(), row.nonZeros(), row.data(), row.loss()), row.run());
        if (first == null) {
            observations.add(row);
        } else {
            leaveOut(row.run(), "counted once: the same numbers as " + first);
        }
    }

    private static String numbers(Observation row) {
        return "S " + row.sparsity() + ", N " + row.nonZeros() + ", D " + row.data() + ", loss " + row.loss();
    }

    /** Says how a finished run was pruned. A dense one fits to any. */
    void pruned(Double sparsity, String pattern, String strategy) {
        if (sparsity != null && sparsity > 0) {
            recipes.add(pattern + ", " + strategy);
        }
    }

    void leaveOut(String run, String reason) {
        leftOut.add(new LeftOut(run, reason));
    }

    RunTable build(DataUnit unit) {
        return new RunTable(unit, observations, leftOut, List.copyOf(recipes));
    }

    private static String problem(Double sparsity, Double nonZeros, Double data, Double loss) {
        String problem = problem(sparsity, nonZeros, data);
        return problem == null ? notPositive("loss", loss) : problem;
    }

    /** What is wrong with the place of a run in the space of the law; null when nothing is. */
    static String problem(Double sparsity, Double nonZeros, Double data) {
        if (missing(sparsity)) {
            return "sparsity is missing or not a number";
        }
        if (sparsity < 0 || sparsity >= 1) {
            return "sparsity outside [0, 1): " + sparsity;
        }
        String problem = notPositive("non-zeros", nonZeros);
        return problem == null ? notPositive("data", data) : problem;
    }

    private static String notPositive(String name, Double value) {
        if (missing(value)) {
            return name + " is missing or not a number";
        }
        return value > 0 ? null : name + " not above 0: " + value;
    }

    private static boolean missing(Double value) {
        return value == null || !Double.isFinite(value);
    }
}

package org.sparselaw.analysis.runs;

import java.util.ArrayList;
import java.util.List;

/** Sorts the rows of a source into observations and rows left out. */
final class RunTableBuilder {
    private final List<Observation> observations = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    /** A row; null stands for a value that is missing or not a number. */
    void add(String run, Double sparsity, Double nonZeros, Double data, Double loss) {
        String problem = problem(sparsity, nonZeros, data, loss);
        if (problem == null) {
            observations.add(new Observation(run, sparsity, nonZeros, data, loss));
        } else {
            leaveOut(run, problem);
        }
    }

    void leaveOut(String run, String reason) {
        leftOut.add(new LeftOut(run, reason));
    }

    RunTable build(DataUnit unit) {
        return new RunTable(unit, observations, leftOut);
    }

    private static String problem(Double sparsity, Double nonZeros, Double data, Double loss) {
        if (missing(sparsity)) {
            return "sparsity is missing or not a number";
        }
        if (sparsity < 0 || sparsity >= 1) {
            return "sparsity " + sparsity + " is outside [0, 1)";
        }
        String problem = notPositive("non-zeros", nonZeros);
        problem = problem == null ? notPositive("data", data) : problem;
        return problem == null ? notPositive("loss", loss) : problem;
    }

    private static String notPositive(String name, Double value) {
        if (missing(value)) {
            return name + " is missing or not a number";
        }
        return value > 0 ? null : name + " " + value + " is not above 0";
    }

    private static boolean missing(Double value) {
        return value == null || !Double.isFinite(value);
    }
}

package org.sparselaw.analysis.collect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.analysis.runs.LeftOut;
import org.sparselaw.analysis.runs.MappedTable;
import org.sparselaw.analysis.runs.MappedTable.MappedRun;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.analysis.steps.LossPolicy;
import org.sparselaw.analysis.steps.RunEnding;
import org.sparselaw.analysis.steps.Trajectory;

/** Runs that a tracker or a script recorded: a table of runs and, where the loss is not in it, a table of their steps. */
final class TableOfRuns {
    private TableOfRuns() {}

    /** The runs in the order of the table; rows that are no runs, and steps of unknown runs, are added to {@code leftOut}. */
    static List<Run> read(SparkSession spark, CollectConfig config, List<LeftOut> leftOut) {
        List<MappedRun> rows = MappedTable.read(
                        spark,
                        config.runs().orElseThrow(),
                        config.format(),
                        config.columns().orElseThrow())
                .runs(config.dataUnit(), leftOut);
        if (config.steps().isEmpty()) {
            return rows.stream()
                    .map(row -> ended(row, losses(row, config.loss())))
                    .toList();
        }
        Map<String, Trajectory> steps =
                new TreeMap<>(StepTable.read(spark, config.steps().get(), config.loss()));
        List<Run> runs = new ArrayList<>();
        for (MappedRun row : rows) {
            Trajectory run = steps.remove(row.run().runId());
            runs.add(ended(row, run == null ? Trajectory.bounded(config.loss()) : run));
        }
        steps.keySet().forEach(id -> leftOut.add(new LeftOut(id, "has steps, but is not in the table of runs")));
        return runs;
    }

    /** A run whose table has its final loss is one of a single step. */
    private static Trajectory losses(MappedRun row, LossPolicy policy) {
        Trajectory run = Trajectory.bounded(policy);
        if (row.loss() != null) {
            long step = Math.max(1, row.run().steps());
            run.add(step, 0, 0);
            run.addValidated(step, row.loss(), 0);
        }
        return run;
    }

    private static Run ended(MappedRun row, Trajectory steps) {
        if (row.status().isEmpty()) {
            return RunEnding.byItsSteps(row.run(), steps);
        }
        return switch (row.status().get()) {
            case FINISHED -> RunEnding.finished(row.run(), steps);
            case DIVERGED -> row.run().without(Status.DIVERGED, "its source says so");
            default -> row.run().without(Status.UNFINISHED, row.run().reason());
        };
    }
}

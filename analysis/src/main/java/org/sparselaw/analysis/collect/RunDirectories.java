package org.sparselaw.analysis.collect;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.analysis.runs.LeftOut;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.steps.LossPolicy;
import org.sparselaw.job.StageProgress;
import org.sparselaw.storage.Storage;

/**
 * Run directories read by Spark, many a task: a run is whole in its directory, so nothing is shuffled, and no file costs more
 * than its own reading.
 */
final class RunDirectories {
    /** Small enough to keep all cores busy to the end, and large enough that tasks do not count. */
    private static final int DIRECTORIES_A_TASK = 64;

    private RunDirectories() {}

    /** The runs in the order of the folders; what is no run is added to {@code leftOut}. */
    @SuppressWarnings("try") // the progress shows itself
    static List<Run> read(SparkSession spark, List<Storage> folders, LossPolicy policy, List<LeftOut> leftOut) {
        List<String> paths =
                folders.stream().map(folder -> folder.path().toString()).toList();
        int tasks = Math.max(1, (paths.size() + DIRECTORIES_A_TASK - 1) / DIRECTORIES_A_TASK);
        List<Run> runs = new ArrayList<>();
        try (StageProgress progress = new StageProgress(spark, "runs")) {
            List<RunDirectory.Found> found = JavaSparkContext.fromSparkContext(spark.sparkContext())
                    .parallelize(paths, tasks)
                    .map(path -> RunDirectory.read(Storage.of(path), policy))
                    .collect();
            for (RunDirectory.Found directory : found) {
                if (directory.run() == null) {
                    leftOut.add(directory.leftOut());
                } else {
                    runs.add(directory.run());
                }
            }
        }
        return runs;
    }
}

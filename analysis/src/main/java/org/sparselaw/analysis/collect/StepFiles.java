package org.sparselaw.analysis.collect;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.analysis.runs.DataFiles.DataFile;
import org.sparselaw.analysis.steps.StepColumns;
import org.sparselaw.analysis.steps.StepFile;
import org.sparselaw.analysis.steps.Trajectory;
import org.sparselaw.storage.Storage;

/** A table of steps in Parquet files, read by {@link StepFile}: no rows are made, and small files share a task. */
final class StepFiles {
    /** Bytes of a stretch, and of a task: at 10 bytes a step some seconds of work. */
    private static final long STRETCH = 32L << 20;

    /** What opening a file costs, in bytes that could be read in its time. */
    private static final long OPENING = 64L << 10;

    private StepFiles() {}

    /**
     * A stretch of a file.
     *
     * @param written its place among all stretches, in the order of files and bytes
     */
    private record Stretch(String path, long from, long to, int written) implements Serializable {}

    static JavaPairRDD<String, Trajectory> reduce(
            SparkSession spark, List<DataFile> files, StepColumns columns, StepReduction reduction) {
        List<List<Stretch>> tasks = tasks(files);
        return JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(tasks, tasks.size())
                .flatMapToPair(stretches -> {
                    StepReduction.Part part = reduction.new Part();
                    for (Stretch stretch : stretches) {
                        new StepFile(Storage.of(stretch.path()), columns)
                                .read(stretch.from(), stretch.to(), part::of, stretch.written());
                    }
                    return part.all();
                });
    }

    private static List<List<Stretch>> tasks(List<DataFile> files) {
        List<List<Stretch>> tasks = new ArrayList<>();
        List<Stretch> task = new ArrayList<>();
        long bytes = 0;
        int written = 0;
        for (DataFile file : files) {
            for (long from = 0; from < file.length(); from += STRETCH) {
                long to = Math.min(file.length(), from + STRETCH);
                if (!task.isEmpty() && bytes + to - from > STRETCH) {
                    tasks.add(task);
                    task = new ArrayList<>();
                    bytes = 0;
                }
                task.add(new Stretch(file.path(), from, to, written++));
                bytes += to - from + OPENING;
            }
        }
        tasks.add(task);
        return tasks;
    }
}

package org.sparselaw.analysis.collect;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.analysis.runs.LeftOut;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.steps.LossPolicy;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Storage;

/** All the runs that a configuration names. */
public final class RunSources {
    private RunSources() {}

    /** @throws DataException when a source is missing, two runs have the same id, or there is no run */
    public static Collected read(SparkSession spark, CollectConfig config) {
        List<LeftOut> leftOut = new ArrayList<>();
        List<Run> runs = new ArrayList<>();
        if (!config.folders().isEmpty()) {
            runs.addAll(RunDirectories.read(spark, directories(config.folders()), config.loss(), leftOut));
        }
        if (config.runs().isPresent()) {
            runs.addAll(TableOfRuns.read(spark, config, leftOut));
        }
        return Collected.of(config.outliers().mark(runs), leftOut);
    }

    /** Run directories that are known by name, with the defaults of a configuration. */
    public static Collected read(SparkSession spark, List<Storage> directories) {
        List<LeftOut> leftOut = new ArrayList<>();
        List<Run> runs = RunDirectories.read(spark, directories, LossPolicy.DEFAULT, leftOut);
        return Collected.of(OutlierRule.DEFAULT.mark(runs), leftOut);
    }

    /** What lies in the folders, or in their {@code runs/}. */
    private static List<Storage> directories(List<String> folders) {
        List<Storage> directories = new ArrayList<>();
        for (String name : folders) {
            Storage folder = Storage.of(name);
            if (!folder.exists()) {
                throw new DataException(folder + ": no such folder of runs");
            }
            Storage runs = folder.child("runs");
            (runs.exists() ? runs : folder)
                    .children().stream()
                            .filter(child -> !child.name().startsWith(".")
                                    && !child.name().startsWith("_"))
                            .forEach(directories::add);
        }
        return directories;
    }
}

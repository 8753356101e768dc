package org.sparselaw.analysis.collect;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.analysis.runs.SourceTable;
import org.sparselaw.analysis.steps.LossPolicy;
import org.sparselaw.analysis.steps.StepColumns;
import org.sparselaw.analysis.steps.Trajectory;
import org.sparselaw.job.StageProgress;

/**
 * A table of the steps of many runs, reduced to a {@link Trajectory} a run. Every part of the table is reduced on its own, so
 * that what is shuffled grows with runs and parts, not with steps.
 *
 * <p>Of several rows for a step of a run the last written counts: the one in the file of the last name, and of those in one
 * file the one furthest to its end.
 */
final class StepTable {
    private final SparkSession spark;
    private final SourceTable table;
    private final StepMapping mapping;

    private StepTable(SparkSession spark, SourceTable table, StepMapping mapping) {
        this.spark = spark;
        this.table = table;
        this.mapping = mapping;
    }

    /** The trajectory of every run in the table, by the run's id. */
    static Map<String, Trajectory> read(SparkSession spark, StepTableConfig config, LossPolicy policy) {
        SourceTable source = SourceTable.open(spark, config.path(), config.format(), "table of steps", "steps.columns");
        StepTable table = new StepTable(spark, source, config.columns());
        try (StageProgress progress = new StageProgress(spark, "steps")) {
            Map<String, Trajectory> runs = new HashMap<>(table.reduce(new StepReduction(policy, null)));
            Set<String> uncertain = runs.entrySet().stream()
                    .filter(run -> !run.getValue().certain())
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toCollection(HashSet::new));
            if (!uncertain.isEmpty()) {
                progress.next("steps of resumed runs");
                runs.putAll(table.reduce(new StepReduction(policy, uncertain)));
            }
            return runs;
        }
    }

    private Map<String, Trajectory> reduce(StepReduction reduction) {
        JavaPairRDD<String, Trajectory> parts = isPlain()
                ? StepFiles.reduce(spark, table.files(), columns(), reduction)
                : StepRows.reduce(table, mapping, reduction);
        int partitions = Math.max(
                1, Math.min(parts.getNumPartitions(), 2 * spark.sparkContext().defaultParallelism()));
        // A part has one trajectory a run already: there is nothing to combine before the shuffle.
        return parts.partitionBy(new HashPartitioner(partitions))
                .mapPartitionsToPair(StepReduction::merged)
                .collectAsMap();
    }

    private boolean isPlain() {
        Predicate<String> number = column -> table.plain(column, List.of("double", "float"));
        return mapping.where().isEmpty()
                && table.plain(mapping.run(), List.of("string", "integer", "long"))
                && table.plain(mapping.step(), List.of("integer", "long"))
                && number.test(mapping.loss())
                && mapping.trainingLoss().map(number::test).orElse(true)
                // A column of Parquet can be read once only.
                && !mapping.trainingLoss().equals(Optional.of(mapping.loss()));
    }

    private StepColumns columns() {
        return new StepColumns(
                mapping.run(),
                mapping.step(),
                mapping.loss(),
                mapping.trainingLoss().orElse(null));
    }
}

package org.sparselaw.analysis.runs;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Storage;

/** The run table as one Parquet file, a row a {@link Run} in the order given; columns are called as its components. */
public final class RunParquet {
    private static final StructType SCHEMA = new StructType()
            .add("runId", DataTypes.StringType, false)
            .add("study", DataTypes.StringType, false)
            .add("family", DataTypes.StringType, false)
            .add("pattern", DataTypes.StringType, false)
            .add("strategy", DataTypes.StringType, false)
            .add("sparsity", DataTypes.DoubleType, false)
            .add("nonZeros", DataTypes.LongType, false)
            .add("nonZerosWithEmbeddings", DataTypes.LongType, false)
            .add("denseParameters", DataTypes.LongType, false)
            .add("data", DataTypes.LongType, false)
            .add("dataUnit", DataTypes.StringType, false)
            .add("steps", DataTypes.LongType, false)
            .add("batch", DataTypes.IntegerType, false)
            .add("seed", DataTypes.LongType, false)
            .add("status", DataTypes.StringType, false)
            .add("loss", DataTypes.DoubleType, true)
            .add("trainingFlop", DataTypes.DoubleType, false)
            .add("tokensPerSecond", DataTypes.DoubleType, false)
            .add("device", DataTypes.StringType, false)
            .add("shardSet", DataTypes.StringType, false);

    private RunParquet() {}

    /** Replaces the file as a whole; the same runs give the same bytes. */
    public static void write(SparkSession spark, List<Run> runs, Storage file) {
        Storage folder = Storage.of(file.path().getParent().toString()).child("." + file.name() + ".writing");
        List<Row> rows = runs.stream().map(RunParquet::row).toList();
        spark.createDataFrame(rows, SCHEMA)
                .coalesce(1)
                .write()
                .mode("overwrite")
                .option("compression", "zstd")
                .parquet(folder.path().toString());
        Storage part = folder.children().stream()
                .filter(f -> f.name().startsWith("part-"))
                .findFirst()
                .orElseThrow();
        file.replaceWith(part);
        folder.delete();
    }

    /** @throws DataException when the file is not there or is not a run table */
    public static List<Run> read(SparkSession spark, Storage file) {
        if (!file.exists()) {
            throw new DataException(file + ": no such run table");
        }
        StructType found = spark.read().parquet(file.path().toString()).schema();
        for (String column : SCHEMA.fieldNames()) {
            if (!List.of(found.fieldNames()).contains(column)) {
                throw new DataException(file + ": not a run table of ours, it has no column " + column + " but "
                        + String.join(", ", found.fieldNames()) + "; map its columns with columns:");
            }
        }
        return spark.read().parquet(file.path().toString()).collectAsList().stream()
                .map(RunParquet::run)
                .toList();
    }

    private static Row row(Run r) {
        return RowFactory.create(
                r.runId(),
                r.study(),
                r.family(),
                r.pattern(),
                r.strategy(),
                r.sparsity(),
                r.nonZeros(),
                r.nonZerosWithEmbeddings(),
                r.denseParameters(),
                r.data(),
                r.dataUnit().name(),
                r.steps(),
                r.batch(),
                r.seed(),
                r.status().name(),
                r.loss(),
                r.trainingFlop(),
                r.tokensPerSecond(),
                r.device(),
                r.shardSet());
    }

    private static Run run(Row row) {
        Double loss = row.getAs("loss");
        return new Run(
                row.getAs("runId"),
                row.getAs("study"),
                row.getAs("family"),
                row.getAs("pattern"),
                row.getAs("strategy"),
                row.<Double>getAs("sparsity"),
                row.<Long>getAs("nonZeros"),
                row.<Long>getAs("nonZerosWithEmbeddings"),
                row.<Long>getAs("denseParameters"),
                row.<Long>getAs("data"),
                DataUnit.valueOf(row.getAs("dataUnit")),
                row.<Long>getAs("steps"),
                row.<Integer>getAs("batch"),
                row.<Long>getAs("seed"),
                Status.valueOf(row.getAs("status")),
                loss,
                row.<Double>getAs("trainingFlop"),
                row.<Double>getAs("tokensPerSecond"),
                row.getAs("device"),
                row.getAs("shardSet"));
    }
}

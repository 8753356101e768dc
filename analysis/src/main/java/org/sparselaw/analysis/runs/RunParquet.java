package org.sparselaw.analysis.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Storage;
import scala.jdk.javaapi.CollectionConverters;

/** The run table as one Parquet file, a row a {@link Run} in the order given; columns are called as its components. */
public final class RunParquet {
    private static final StructType WORK = new StructType()
            .add("nonZerosByTensor", DataTypes.createMapType(DataTypes.StringType, DataTypes.LongType, false), false)
            .add("executedFlop", DataTypes.DoubleType, false)
            .add("inferenceFlop", DataTypes.DoubleType, false)
            .add("denseInferenceFlop", DataTypes.DoubleType, false);
    private static final StructType SPEED = new StructType()
            .add("flopPerSecond", DataTypes.DoubleType, false)
            .add("gemmShare", DataTypes.DoubleType, false);
    private static final StructType SCHEMA = new StructType()
            .add("runId", DataTypes.StringType, false)
            .add("study", DataTypes.StringType, false)
            .add("family", DataTypes.StringType, false)
            .add("pattern", DataTypes.StringType, false)
            .add("strategy", DataTypes.StringType, false)
            .add("sparsity", DataTypes.DoubleType, false)
            .add("nonZeros", DataTypes.LongType, false)
            .add("nonZerosWithEmbeddings", DataTypes.LongType, true)
            .add("denseParameters", DataTypes.LongType, false)
            .add("data", DataTypes.LongType, false)
            .add("dataUnit", DataTypes.StringType, false)
            .add("steps", DataTypes.LongType, false)
            .add("batch", DataTypes.IntegerType, true)
            .add("seed", DataTypes.LongType, true)
            .add("status", DataTypes.StringType, false)
            .add("reason", DataTypes.StringType, true)
            .add("loss", DataTypes.DoubleType, true)
            .add("accuracy", DataTypes.DoubleType, true)
            .add("trainingFlop", DataTypes.DoubleType, true)
            .add("tokensPerSecond", DataTypes.DoubleType, true)
            .add("device", DataTypes.StringType, true)
            .add("shardSet", DataTypes.StringType, true)
            .add("work", WORK, true)
            .add("speed", SPEED, true);

    private RunParquet() {}

    /**
     * Replaces the file as a whole. The same runs give the same bytes in any process: every column has one encoding, as Parquet
     * lists several in an order that differs from one process to the next.
     */
    public static void write(List<Run> runs, Storage file) {
        Storage draft = file.sibling("." + file.name() + ".writing");
        try {
            try (ParquetWriter<Row> rows = writer(draft)) {
                for (Run run : runs) {
                    rows.write(row(run));
                }
            }
            file.replaceWith(draft);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        } finally {
            draft.delete();
        }
    }

    private static ParquetWriter<Row> writer(Storage draft) throws IOException {
        Configuration configuration = draft.fileSystem().getConf();
        return new RowWriteSupport.Builder(HadoopOutputFile.fromPath(draft.path(), configuration), SCHEMA)
                .withConf(configuration)
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .withWriterVersion(WriterVersion.PARQUET_2_0)
                .withDictionaryEncoding(false)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .build();
    }

    /**
     * Columns that may be null may also be missing: what was written before they existed can be read.
     *
     * @throws DataException when the file is not there or is not a run table
     */
    public static List<Run> read(SparkSession spark, Storage file) {
        if (!file.exists()) {
            throw new DataException(file + ": no such run table");
        }
        List<String> found =
                List.of(spark.read().parquet(file.path().toString()).schema().fieldNames());
        for (StructField column : SCHEMA.fields()) {
            if (!column.nullable() && !found.contains(column.name())) {
                throw new DataException(file + ": not a run table of ours, it has no column " + column.name() + " but "
                        + String.join(", ", found) + "; map its columns with columns:");
            }
        }
        return spark.read().schema(SCHEMA).parquet(file.path().toString()).collectAsList().stream()
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
                r.reason(),
                r.loss(),
                r.accuracy(),
                r.trainingFlop(),
                r.tokensPerSecond(),
                r.device(),
                r.shardSet(),
                r.work() == null ? null : row(r.work()),
                r.speed() == null ? null : row(r.speed()));
    }

    private static Run run(Row row) {
        return new Run(
                row.getAs("runId"),
                row.getAs("study"),
                row.getAs("family"),
                row.getAs("pattern"),
                row.getAs("strategy"),
                row.<Double>getAs("sparsity"),
                row.<Long>getAs("nonZeros"),
                row.getAs("nonZerosWithEmbeddings"),
                row.<Long>getAs("denseParameters"),
                row.<Long>getAs("data"),
                DataUnit.valueOf(row.getAs("dataUnit")),
                row.<Long>getAs("steps"),
                row.getAs("batch"),
                row.getAs("seed"),
                Status.valueOf(row.getAs("status")),
                row.getAs("reason"),
                row.getAs("loss"),
                row.getAs("accuracy"),
                row.getAs("trainingFlop"),
                row.getAs("tokensPerSecond"),
                row.getAs("device"),
                row.getAs("shardSet"),
                row.getAs("work") == null ? null : work(row.getAs("work")),
                row.getAs("speed") == null ? null : speed(row.getAs("speed")));
    }

    private static Row row(Work w) {
        return RowFactory.create(
                CollectionConverters.asScala(w.nonZerosByTensor()),
                w.executedFlop(),
                w.inferenceFlop(),
                w.denseInferenceFlop());
    }

    private static Work work(Row row) {
        return new Work(
                row.getJavaMap(row.fieldIndex("nonZerosByTensor")),
                row.<Double>getAs("executedFlop"),
                row.<Double>getAs("inferenceFlop"),
                row.<Double>getAs("denseInferenceFlop"));
    }

    private static Row row(Speed s) {
        return RowFactory.create(s.flopPerSecond(), s.gemmShare());
    }

    private static Speed speed(Row row) {
        return new Speed(row.<Double>getAs("flopPerSecond"), row.<Double>getAs("gemmShare"));
    }
}

package org.sparselaw.analysis.collect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.input_file_name;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.analysis.CollectRuns;
import org.sparselaw.analysis.runs.LeftOut;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.config.Config;
import org.sparselaw.job.DataException;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.job.UsageException;

/** Tables of the steps of several runs, in all formats and cuts. */
class TestStepTables {
    private static final String RUNS = """
            id,s,n,d,steps
            a,0,100,1000,5
            b,.5,100,1000,5
            c,.75,100,1000,5
            d,.875,100,1000,5
            e,.5,200,1000,5
            """;

    private static final String HEADER = "run,step,loss,validationLoss\n";

    /** a runs through; b was resumed after step 2; c stops at step 2; d diverges; e has no steps; f is not in the table. */
    private static final List<String> FIRST = List.of(
            "a,1,4.5,4",
            "a,2,4.4,",
            "a,3,4.1,3.5",
            "a,4,4,",
            "a,5,3.8,3.25",
            "b,1,5,4.75",
            "b,2,5,4.5",
            "b,3,5,1.5",
            "b,4,5,9");

    private static final List<String> SECOND = List.of(
            "c,1,3.5,3.5",
            "b,3,4,4.25",
            "b,4,4,4",
            "b,5,4,3.75",
            "c,2,3.25,3.25",
            "d,1,3.5,3.5",
            "d,2,NaN,",
            "f,1,3,3");

    private static SparkSession spark;

    @TempDir
    private Path folder;

    @BeforeAll
    static void session() {
        spark = SparkJobs.session("test");
    }

    @Test
    void everyRunGetsItsLossOrItsMark() throws IOException {
        csv();
        Collected collected = collect("steps", "csv", "last", "out");
        assertThat(losses(collected)).isEqualTo(Map.of("a", 3.25, "b", 3.75));
        assertThat(reasons(collected))
                .isEqualTo(Map.of(
                        "c", "unfinished: ended at step 2 of 5",
                        "d", "diverged: loss NaN at step 2",
                        "e", "unfinished: has no result"));
        assertThat(collected.leftOut()).containsExactly(new LeftOut("f", "has steps, but is not in the table of runs"));
    }

    @Test
    void stepsWrittenTwiceCountOnceForEveryPolicy() throws IOException {
        csv();
        assertThat(losses(collect("steps", "csv", "mean", "out")))
                .isEqualTo(Map.of("a", (4 + 3.5 + 3.25) / 3, "b", (4.25 + 4 + 3.75) / 3));
        assertThat(losses(collect("steps", "csv", "minimum", "out"))).isEqualTo(Map.of("a", 3.25, "b", 3.75));
    }

    @Test
    void formatsCutsAndOrdersOfFilesGiveTheSameBytes() throws IOException {
        csv();
        json();
        parquet("one", 1);
        parquet("many", 5);
        for (String policy : List.of("last", "mean", "minimum")) {
            collect("steps", "csv", policy, "csv-" + policy);
            Map<String, String> formats = Map.of("lines", "json", "one", "parquet", "many", "parquet");
            formats.forEach((steps, format) -> {
                collect(steps, format, policy, steps + "-" + policy);
                assertThat(folder.resolve(steps + "-" + policy))
                        .hasSameBinaryContentAs(folder.resolve("csv-" + policy));
            });
        }
    }

    @Test
    void expressionsOverParquetGiveWhatItsColumnsGive() throws IOException {
        csv();
        parquet("one", 3);
        String columns =
                "{run: concat(run), step: step + 0, loss: validationLoss * 1, training-loss: loss, where: step > 0}";
        Collected collected = CollectRuns.run(spark, config("one", "parquet", "minimum", "out", columns));
        assertThat(losses(collected)).isEqualTo(Map.of("a", 3.25, "b", 3.75));
    }

    /** Rows of a run in no order at all: its least loss is found by the second pass. */
    @Test
    void aLeastLossIsRightWhateverTheOrderOfRows() throws IOException {
        List<String> rows = new ArrayList<>(IntStream.rangeClosed(1, 500)
                .mapToObj(step -> "a," + step + ",4," + (step == 123 ? 2.125 : 3 + step * .001))
                .toList());
        Collections.shuffle(rows, new Random(1));
        write("shuffled/part.csv", HEADER + String.join("\n", rows));
        write("runs.csv", "id,s,n,d,steps\na,0,100,1000,500\n");
        spark.read()
                .option("header", true)
                .schema("run string, step long, loss double, validationLoss double")
                .csv(folder.resolve("shuffled").toString())
                .coalesce(1)
                .write()
                .parquet(folder.resolve("plain").toString());
        assertThat(losses(collect("plain", "parquet", "minimum", "out"))).isEqualTo(Map.of("a", 2.125));
    }

    @Test
    void numbersOfOtherWidthsAreRead() throws IOException {
        csv();
        parquet("one", 1);
        spark.read()
                .parquet(folder.resolve("one").toString())
                .where("run = 'a'")
                .selectExpr(
                        "7 as run",
                        "cast(step as int) step",
                        "cast(loss as float) loss",
                        "cast(validationLoss as float) validationLoss")
                .coalesce(1)
                .write()
                .parquet(folder.resolve("narrow").toString());
        write("runs.csv", "id,s,n,d,steps\n7,0,100,1000,5\n");
        assertThat(losses(collect("narrow", "parquet", "last", "out"))).isEqualTo(Map.of("7", 3.25));
    }

    @Test
    void aMissingColumnIsNamed() throws IOException {
        csv();
        assertThatThrownBy(() -> CollectRuns.run(spark, config("steps", "csv", "last", "out", "{loss: val}")))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("steps.columns.loss: 'val' names the column `val`, but ");
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        csv();
        parquet("one", 1);
        Path file;
        try (var files = Files.list(folder.resolve("one"))) {
            file = files.filter(f -> f.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 4, bytes.length / 2, (byte) 0x5a);
        Files.write(file, bytes);
        assertThatThrownBy(() -> collect("one", "parquet", "last", "out"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(file.getFileName().toString());
    }

    private void csv() throws IOException {
        write("runs.csv", RUNS);
        write("steps/part-0.csv", HEADER + String.join("\n", FIRST));
        write("steps/part-1.csv", HEADER + String.join("\n", SECOND));
    }

    /** Written in another order than their names have. */
    private void json() throws IOException {
        write("lines/b.jsonl", lines(SECOND));
        write("lines/a.jsonl", lines(FIRST));
    }

    private static String lines(List<String> rows) {
        return rows.stream()
                .map(row -> row.split(",", -1))
                .map(c -> "{\"run\": \"" + c[0] + "\", \"step\": " + c[1] + ", \"loss\": \"" + c[2] + "\""
                        + (c[3].isEmpty() ? "" : ", \"validationLoss\": " + c[3]) + "}")
                .collect(Collectors.joining("\n"));
    }

    private void parquet(String name, int files) {
        spark.read()
                .option("header", true)
                .schema("run string, step long, loss double, validationLoss double")
                .csv(folder.resolve("steps").toString())
                .withColumn("file", input_file_name())
                .withColumn("row", monotonically_increasing_id())
                .repartitionByRange(files, col("file"), col("row"))
                .sortWithinPartitions("file", "row")
                .drop("file", "row")
                .write()
                .option("parquet.block.size", 1)
                .parquet(folder.resolve(name).toString());
    }

    private Collected collect(String steps, String format, String policy, String output) {
        return CollectRuns.run(spark, config(steps, format, policy, output, "{training-loss: loss}"));
    }

    private CollectConfig config(String steps, String format, String policy, String output, String columns) {
        return Config.parse(
                CollectConfig.class, "test", """
                runs: %1$s/runs.csv
                columns: {run: id, sparsity: s, non-zeros: n, data: d, steps: steps}
                steps: {path: %1$s/%2$s, format: %3$s, columns: %6$s}
                loss: {policy: %4$s, steps: 3}
                output: %1$s/%5$s
                """.formatted(folder, steps, format, policy, output, columns), List.of());
    }

    private static Map<String, Double> losses(Collected collected) {
        return collected.runs().stream()
                .filter(run -> run.status() == Status.FINISHED)
                .collect(Collectors.toMap(Run::runId, Run::loss));
    }

    private static Map<String, String> reasons(Collected collected) {
        return collected.runs().stream()
                .filter(run -> run.status() != Status.FINISHED)
                .collect(Collectors.toMap(Run::runId, run -> run.status().word() + ": " + run.reason()));
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}

package org.sparselaw.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.analysis.CollectRuns.Collected;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.RunParquet;
import org.sparselaw.analysis.runs.Runs;
import org.sparselaw.job.DataException;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.storage.Json;
import org.sparselaw.storage.Storage;

class TestCollectRuns {
    private static final Run FIRST = Runs.finished("aa", 0.5, 100, 1000, 3.5);
    private static final Run SECOND = Runs.diverged("bb", 0.75);
    private static final Run THIRD = Runs.finished("cc", 0, 200, 2000, 3.25);

    private static SparkSession spark;

    @TempDir
    private Path study;

    @BeforeAll
    static void session() {
        spark = SparkJobs.session("test");
    }

    @Test
    void everyResultIsARowInTheOrderOfIds() throws IOException {
        results("runs", THIRD, FIRST, SECOND);
        Files.createDirectories(study.resolve("runs/dd"));
        Collected collected = CollectRuns.run(spark, List.of(study.toString()), table("runs.parquet"));
        assertThat(collected).isEqualTo(new Collected(2, 1, 1));
        assertThat(RunParquet.read(spark, Storage.of(table("runs.parquet")))).containsExactly(FIRST, SECOND, THIRD);
    }

    @Test
    void theSameRunsGiveTheSameBytes() throws IOException {
        results("one", FIRST, SECOND, THIRD);
        results("two/x", THIRD);
        results("two/y", SECOND, FIRST);
        CollectRuns.run(spark, List.of(study.resolve("one").toString()), table("one.parquet"));
        CollectRuns.run(
                spark,
                List.of(
                        study.resolve("two/x").toString(),
                        study.resolve("two/y").toString()),
                table("two.parquet"));
        assertThat(Path.of(table("one.parquet"))).hasSameBinaryContentAs(Path.of(table("two.parquet")));
    }

    @Test
    void nothingButTheTableIsLeftBehind() throws IOException {
        results("runs", FIRST);
        CollectRuns.run(spark, List.of(study.toString()), table("runs.parquet"));
        assertThat(study.toFile().list()).containsExactlyInAnyOrder("runs", "runs.parquet");
    }

    @Test
    void aRunInTwoFoldersIsRefused() throws IOException {
        results("one", FIRST);
        results("two", FIRST);
        List<String> folders =
                List.of(study.resolve("one").toString(), study.resolve("two").toString());
        assertThatThrownBy(() -> CollectRuns.run(spark, folders, table("runs.parquet")))
                .isInstanceOf(DataException.class)
                .hasMessage("Run aa lies in more than one of the folders");
    }

    @Test
    void aDamagedResultIsNamed() throws IOException {
        results("runs", FIRST);
        Files.writeString(study.resolve("runs/aa/result.json"), "{\"runId\": 1");
        assertThatThrownBy(() -> CollectRuns.run(spark, List.of(study.toString()), table("runs.parquet")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("runs/aa/result.json: not the JSON of a Run");
        assertThat(Path.of(table("runs.parquet"))).doesNotExist();
    }

    @Test
    void aFolderWithoutRunsIsRefused() {
        assertThatThrownBy(() -> CollectRuns.run(spark, List.of(study.toString()), table("runs.parquet")))
                .isInstanceOf(DataException.class)
                .hasMessage(table("runs.parquet") + ": not written, for no run has a result.json");
    }

    private String table(String name) {
        return study.resolve(name).toString();
    }

    private void results(String folder, Run... runs) throws IOException {
        for (Run run : runs) {
            Path directory = Files.createDirectories(study.resolve(folder).resolve(run.runId()));
            Files.writeString(directory.resolve("result.json"), Json.write(run));
        }
    }
}

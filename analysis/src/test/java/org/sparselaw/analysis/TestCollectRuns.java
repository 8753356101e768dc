package org.sparselaw.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.analysis.collect.CollectConfig;
import org.sparselaw.analysis.collect.Collected;
import org.sparselaw.analysis.runs.LeftOut;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.RunParquet;
import org.sparselaw.analysis.runs.Runs;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.config.Config;
import org.sparselaw.job.DataException;
import org.sparselaw.job.Job;
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
        Collected collected = collect("runs.parquet", study);
        assertThat(collected.counts()).isEqualTo(Map.of(Status.FINISHED, 2L, Status.DIVERGED, 1L));
        assertThat(collected.leftOut())
                .containsExactly(new LeftOut(
                        study.resolve("runs/dd").toString(), "holds neither a result.json nor a planned.json"));
        assertThat(collected).hasToString("3 runs: 2 finished, 1 diverged; 1 left out");
        assertThat(RunParquet.read(spark, Storage.of(file("runs.parquet")))).containsExactly(FIRST, SECOND, THIRD);
    }

    @Test
    void anUnfinishedRunIsARowWithItsReason() throws IOException {
        results("runs", FIRST);
        Path directory = Files.createDirectories(study.resolve("runs/dd"));
        Run planned = Runs.finished("dd", 0.5, 100, 1000, 1).without(Status.UNFINISHED, "planned");
        Files.writeString(directory.resolve("planned.json"), Json.write(planned));
        collect("runs.parquet", study);
        assertThat(RunParquet.read(spark, Storage.of(file("runs.parquet"))))
                .containsExactly(FIRST, planned.without(Status.UNFINISHED, "has no result"));
    }

    @Test
    void theSameRunsGiveTheSameBytes() throws IOException {
        results("one", FIRST, SECOND, THIRD);
        results("two/x", THIRD);
        results("two/y", SECOND, FIRST);
        collect("one.parquet", study.resolve("one"));
        collect("two.parquet", study.resolve("two/x"), study.resolve("two/y"));
        assertThat(Path.of(file("one.parquet"))).hasSameBinaryContentAs(Path.of(file("two.parquet")));
    }

    @Test
    void nothingButTheTableIsLeftBehind() throws IOException {
        results("runs", FIRST);
        collect("runs.parquet", study);
        assertThat(study.toFile().list()).containsExactlyInAnyOrder("runs", "runs.parquet");
    }

    @Test
    void aRunInTwoFoldersIsRefused() throws IOException {
        results("one", FIRST);
        results("two", FIRST);
        assertThatThrownBy(() -> collect("runs.parquet", study.resolve("one"), study.resolve("two")))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("Run aa is there more than once");
    }

    @Test
    void aDamagedResultIsNamedAndStopsNothing() throws IOException {
        results("runs", FIRST, THIRD);
        Files.writeString(study.resolve("runs/aa/result.json"), "{\"runId\": 1");
        Collected collected = collect("runs.parquet", study);
        assertThat(collected.runs()).containsExactly(THIRD);
        assertThat(collected.remarks().get(0)).contains("runs/aa/result.json: not the JSON of a Run");
    }

    @Test
    void aFolderWithoutRunsIsRefused() {
        assertThatThrownBy(() -> collect("runs.parquet", study))
                .isInstanceOf(DataException.class)
                .hasMessage("There is no run in the sources");
        assertThat(Path.of(file("runs.parquet"))).doesNotExist();
    }

    @Test
    void aTableWithoutReasonsCanStillBeRead() throws IOException {
        results("runs", FIRST, SECOND);
        collect("runs.parquet", study);
        spark.read()
                .parquet(file("runs.parquet"))
                .drop("reason")
                .coalesce(1)
                .write()
                .parquet(file("old.parquet"));
        assertThat(RunParquet.read(spark, Storage.of(file("old.parquet")))).containsExactly(FIRST, SECOND);
    }

    @Test
    void theCommandTakesFoldersAndSettings() throws IOException {
        results("runs", FIRST);
        int code = Job.execute(
                new CollectRuns(), study.toString(), "--output", file("runs.parquet"), "--set", "loss.policy=minimum");
        assertThat(code).isZero();
        // Without metrics there is no least loss to take.
        assertThat(RunParquet.read(spark, Storage.of(file("runs.parquet"))))
                .containsExactly(FIRST.without(Status.UNREADABLE, "has no metrics to take its loss from"));
    }

    @Test
    void aConfigurationSaysWhereTheRunsAre() {
        assertThatThrownBy(() -> Config.parse(CollectConfig.class, "c.yaml", "output: runs.parquet", List.of()))
                .hasMessage("c.yaml: folders or runs is missing (must say where the runs are)");
    }

    private Collected collect(String output, Path... folders) {
        List<String> names = new ArrayList<>();
        for (Path folder : folders) {
            names.add(folder.toString());
        }
        return CollectRuns.run(
                spark,
                Config.parse(
                        CollectConfig.class,
                        "test",
                        "{folders: [" + String.join(", ", names) + "], output: " + file(output) + "}",
                        List.of()));
    }

    private String file(String name) {
        return study.resolve(name).toString();
    }

    private void results(String folder, Run... runs) throws IOException {
        for (Run run : runs) {
            Path directory = Files.createDirectories(study.resolve(folder).resolve(run.runId()));
            Files.writeString(directory.resolve("result.json"), Json.write(run));
        }
    }
}

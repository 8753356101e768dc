package org.sparselaw.analysis.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sparselaw.analysis.collect.MetricsFiles.step;
import static org.sparselaw.analysis.collect.MetricsFiles.validated;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.Runs;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.analysis.steps.LossPolicy;
import org.sparselaw.analysis.steps.LossPolicy.Choice;
import org.sparselaw.config.Config;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.storage.Json;
import org.sparselaw.storage.Storage;

class TestRunDirectories {
    private static final Run RUN = Runs.finished("aa", 0.5, 100, 1000, 3);

    private static SparkSession spark;

    @TempDir
    private Path folder;

    @BeforeAll
    static void session() {
        spark = SparkJobs.session("test");
    }

    @Test
    void theLossComesFromTheMetricsByThePolicy() throws IOException {
        result(RUN);
        metrics("part-00000.parquet", validated(1, 2.5), step(2, 4), validated(3, 3.5), validated(4, 3));
        assertThat(read(Choice.LAST)).isEqualTo(RUN);
        assertThat(read(Choice.MEAN)).isEqualTo(RUN.finished(3.25));
        assertThat(read(Choice.MINIMUM)).isEqualTo(RUN.finished(2.5));
    }

    @Test
    void aResumedRunsStepsCountAsTheLaterFileHasThem() throws IOException {
        result(RUN);
        // Broke off after step 4 and went on after step 2.
        metrics("part-00001.parquet", validated(3, 3.5), validated(4, 3.25), validated(5, 3.75));
        metrics("part-00000.parquet", validated(1, 4), validated(2, 3.75), validated(3, 1), validated(4, 9));
        assertThat(read(Choice.LAST)).isEqualTo(RUN.finished(3.75));
        assertThat(read(Choice.MEAN)).isEqualTo(RUN.finished(3.5));
        assertThat(read(Choice.MINIMUM)).isEqualTo(RUN.finished(3.25));
    }

    @Test
    void draftsAreNoMetrics() throws IOException {
        result(RUN);
        metrics("part-00000.parquet", validated(9, 3));
        metrics(".part-00001.parquet.draft", validated(10, 1));
        metrics(".part-00002.parquet", validated(10, 1));
        assertThat(read(Choice.LAST)).isEqualTo(RUN);
    }

    @Test
    void anUnfinishedRunSaysHowFarItCame() throws IOException {
        write("planned.json", Json.write(RUN.without(Status.UNFINISHED, "planned")));
        metrics("part-00000.parquet", validated(3, 3.5), step(4, 3));
        assertThat(read(Choice.LAST)).isEqualTo(RUN.without(Status.UNFINISHED, "ended at step 4 of 10"));
    }

    @Test
    void metricsThatEndWithoutASoundLossAreThoseOfADivergedRun() throws IOException {
        result(RUN);
        metrics("part-00000.parquet", validated(3, 3.5), step(4, Double.NaN));
        assertThat(read(Choice.LAST)).isEqualTo(RUN.without(Status.DIVERGED, "loss NaN at step 4"));
    }

    @Test
    void damagedMetricsAreNamedAndStopNothing() throws IOException {
        result(RUN);
        metrics("part-00000.parquet", validated(1, 4));
        Path damaged = folder.resolve("aa/metrics/part-00001.parquet");
        byte[] whole = Files.readAllBytes(folder.resolve("aa/metrics/part-00000.parquet"));
        Files.write(damaged, Arrays.copyOf(whole, whole.length / 2));
        Run run = read(Choice.LAST);
        assertThat(run.status()).isEqualTo(Status.UNREADABLE);
        assertThat(run.loss()).isNull();
        assertThat(run.reason())
                .startsWith(damaged + ": not readable as Parquet (")
                .doesNotContain("\n");
    }

    @Test
    void bitsThatFlippedInsideMetricsAreDamageToo() throws IOException {
        result(RUN);
        metrics("part-00000.parquet", validated(1, 4), validated(2, 3.5), validated(3, 3));
        Path file = folder.resolve("aa/metrics/part-00000.parquet");
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 4, bytes.length / 2, (byte) 0x5a);
        Files.write(file, bytes);
        assertThat(read(Choice.LAST).status()).isEqualTo(Status.UNREADABLE);
    }

    @Test
    void aDamagedResultIsAnUnreadableRunWhenItIsKnownWhatWasPlanned() throws IOException {
        write("planned.json", Json.write(RUN.without(Status.UNFINISHED, "planned")));
        write("result.json", "{");
        Run run = read(Choice.LAST);
        assertThat(run.status()).isEqualTo(Status.UNREADABLE);
        assertThat(run.reason()).contains("aa/result.json: not the JSON of a Run");
    }

    @Test
    void metricsOfAnotherShapeAreNamedWithTheirColumns() throws IOException {
        result(RUN);
        Path metrics = Files.createDirectories(folder.resolve("aa/metrics"));
        spark.range(3).coalesce(1).write().parquet(folder.resolve("other").toString());
        try (var files = Files.list(folder.resolve("other"))) {
            Path part = files.filter(f -> f.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
            Files.copy(part, metrics.resolve("part-00000.parquet"));
        }
        assertThat(read(Choice.LAST).reason()).endsWith("part-00000.parquet: has no column step but id");
    }

    @Test
    void manyDirectoriesAreReadInTheirOrder() throws IOException {
        for (int i = 0; i < 150; i++) {
            Path run = Files.createDirectories(folder.resolve("many/%03d/metrics".formatted(i)));
            Run expected = Runs.finished("%03d".formatted(i), 0, 100, 1000, 2 + i);
            Files.writeString(run.resolveSibling("result.json"), Json.write(expected));
            MetricsFiles.write(run.resolve("part-00000.parquet"), List.of(validated(9, 2 + i * .5)));
        }
        List<Run> runs = RunSources.read(
                        spark,
                        Config.parse(
                                CollectConfig.class,
                                "test",
                                "{folders: [" + folder.resolve("many") + "], output: unused}",
                                List.of()))
                .runs();
        assertThat(runs)
                .hasSize(150)
                .allSatisfy(run -> assertThat(run.loss()).isEqualTo(2 + Integer.parseInt(run.runId()) * .5));
    }

    private Run read(Choice choice) {
        return RunDirectory.read(Storage.of(folder.resolve("aa").toString()), new LossPolicy(choice, 2, 100))
                .run();
    }

    private void result(Run run) throws IOException {
        write("result.json", Json.write(run));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("aa")).resolve(name), text);
    }

    private void metrics(String name, MetricsFiles.Step... steps) throws IOException {
        MetricsFiles.write(Files.createDirectories(folder.resolve("aa/metrics")).resolve(name), List.of(steps));
    }
}

package org.sparselaw.analysis.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.analysis.CollectRuns;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.config.Config;
import org.sparselaw.job.SparkJobs;

/** The mappings in {@code conf} on exports in the layout that the trackers' own Python clients write. */
class TestTrackerExports {
    private static final Path CONF = Stream.of(Path.of("conf"), Path.of("../conf"))
            .filter(Files::isDirectory)
            .findFirst()
            .orElseThrow();

    private static SparkSession spark;

    @TempDir
    private Path folder;

    @BeforeAll
    static void session() {
        spark = SparkJobs.session("test");
    }

    /** {@code search_runs().to_csv()}: parameters are text, and a run without one has an empty cell. */
    private static final String MLFLOW_RUNS = """
            run_id,experiment_id,status,artifact_uri,start_time,end_time,metrics.val_loss,params.tokens,params.sparsity,params.non_zeros,params.seed,params.optimizer,tags.mlflow.runName,tags.mlflow.source.type
            0a1b,7,FINISHED,mlflow-artifacts:/7/0a1b/artifacts,2025-05-01 10:00:00.123000+00:00,2025-05-01 11:00:00+00:00,3.25,1000000,0.5,20000,1,adafactor,"calm-fox, 12",LOCAL
            2c3d,7,KILLED,mlflow-artifacts:/7/2c3d/artifacts,2025-05-01 10:00:00.123000+00:00,2025-05-01 10:30:00+00:00,4.5,1000000,0.75,20000,1,adafactor,bold-elk-3,LOCAL
            4e5f,7,FINISHED,mlflow-artifacts:/7/4e5f/artifacts,2025-05-02 10:00:00.123000+00:00,2025-05-02 11:00:00+00:00,,2000000,0.0,20000,1,adafactor,shy-owl-9,LOCAL
            6a7b,7,FINISHED,mlflow-artifacts:/7/6a7b/artifacts,2025-05-02 10:00:00.123000+00:00,2025-05-02 11:00:00+00:00,3.5,2000000,,20000,1,adafactor,odd-bee-1,LOCAL
            """;

    /** The fields of {@code Metric}, a row a value; step 200 was logged again after a restart. */
    private static final String MLFLOW_HISTORY = """
            run_id,key,value,timestamp,step
            0a1b,val_loss,4.0,1746093600123,100
            0a1b,val_loss,9.0,1746093660123,200
            0a1b,train_loss,1.0,1746093720123,400
            0a1b,val_loss,3.5,1746093780123,200
            0a1b,val_loss,3.25,1746093840123,300
            2c3d,val_loss,4.5,1746093600123,100
            4e5f,val_loss,nan,1746180000123,100
            """;

    @Test
    void mlflowRunsWithTheirHistory() throws IOException {
        write("runs.csv", MLFLOW_RUNS);
        write("history.csv", MLFLOW_HISTORY);
        Collected collected = collect("mlflow.yaml", "runs.csv", "steps.path=" + folder.resolve("history.csv"));
        assertThat(collected.runs().get(0))
                .returns("0a1b", Run::runId)
                .returns("7", Run::study)
                .returns(.5, Run::sparsity)
                .returns(20_000L, Run::nonZeros)
                .returns(40_000L, Run::denseParameters)
                .returns(1_000_000L, Run::data)
                .returns(1L, Run::seed)
                .returns(Status.FINISHED, Run::status)
                .returns(3.25, Run::loss);
        assertThat(collected.runs().get(1))
                .returns(Status.UNFINISHED, Run::status)
                .returns("its status is 'KILLED'", Run::reason)
                .returns(null, Run::loss);
        assertThat(collected.runs().get(2))
                .returns(Status.DIVERGED, Run::status)
                .returns("validation loss NaN", Run::reason);
        assertThat(collected.leftOut()).singleElement().satisfies(left -> {
            assertThat(left.run()).isEqualTo("6a7b");
            assertThat(left.reason()).isEqualTo("sparsity is missing or not a number");
        });
    }

    @Test
    void theMeanOfAnMlflowHistoryCountsARepeatedStepOnce() throws IOException {
        write("runs.csv", MLFLOW_RUNS);
        write("history.csv", MLFLOW_HISTORY);
        Collected collected = collect(
                "mlflow.yaml",
                "runs.csv",
                "steps.path=" + folder.resolve("history.csv"),
                "loss.policy=mean",
                "loss.steps=3");
        assertThat(collected.runs().get(0).loss()).isEqualTo((4.0 + 3.5 + 3.25) / 3);
    }

    @Test
    void mlflowRunsWithoutAHistoryInCsvJsonAndParquet() throws IOException {
        write("runs.csv", MLFLOW_RUNS);
        var table = spark.read()
                .option("header", true)
                .csv(folder.resolve("runs.csv").toString());
        table.coalesce(1).write().parquet(folder.resolve("runs.parquet").toString());
        write("runs.json", "[" + String.join(",", table.toJSON().collectAsList()) + "]");
        for (String runs : List.of("runs.csv", "runs.json", "runs.parquet")) {
            List<Run> collected = collect("mlflow.yaml", runs, "steps=", "columns.loss='`metrics.val_loss`'")
                    .runs();
            assertThat(collected)
                    .extracting(Run::status)
                    .containsExactly(Status.FINISHED, Status.UNFINISHED, Status.UNREADABLE);
            assertThat(collected.get(0).loss()).isEqualTo(3.25);
            assertThat(collected.get(2).reason()).isEqualTo("none of its steps has a validation loss");
        }
    }

    /** {@code id}, {@code name}, {@code state}, {@code config} and {@code summary} of the public API's runs. */
    private static final String WANDB_RUNS = """
            [{"id": "x1", "name": "calm-fox-12", "state": "finished",
              "config": {"sparsity": 0.5, "non_zeros": 20000, "tokens": 1000000, "seed": 3, "optimizer": {"rate": 0.01}},
              "summary": {"_step": 300, "_runtime": 12.5, "val_loss": 3.25, "_wandb": {"runtime": 12}}},
             {"id": "x2", "name": "bold-elk-3", "state": "crashed",
              "config": {"sparsity": 0.75, "non_zeros": 20000, "tokens": 1000000, "seed": 3},
              "summary": {"_step": 100, "val_loss": 4.5}},
             {"id": "x3", "name": "shy-owl-9", "state": "finished",
              "config": {"sparsity": 0, "non_zeros": 20000, "tokens": 1000000, "seed": 3},
              "summary": {"_step": 100, "val_loss": "NaN"}}]
            """;

    @Test
    void wandbRunsWithTheirHistory() throws IOException {
        write("runs.json", WANDB_RUNS);
        write("history.csv", """
                _step,val_loss,run
                100,4.0,x1
                200,,x1
                300,3.25,x1
                100,4.5,x2
                100,NaN,x3
                """);
        assertWandb(collect("wandb.yaml", "runs.json", "steps.path=" + folder.resolve("history.csv")));
    }

    @Test
    void wandbRunsByTheirSummary() throws IOException {
        write("runs.json", WANDB_RUNS);
        assertWandb(collect("wandb.yaml", "runs.json", "steps=", "columns.loss='`summary.val_loss`'"));
    }

    /** The same, normalised by pandas and written as CSV. */
    @Test
    void wandbRunsInFlatCsv() throws IOException {
        write("runs.csv", """
                id,name,state,config.sparsity,config.non_zeros,config.tokens,config.seed,summary._step,summary.val_loss
                x1,calm-fox-12,finished,0.5,20000,1000000,3,300,3.25
                x2,bold-elk-3,crashed,0.75,20000,1000000,3,100,4.5
                x3,shy-owl-9,finished,0,20000,1000000,3,100,NaN
                """);
        assertWandb(collect("wandb.yaml", "runs.csv", "steps=", "columns.loss='`summary.val_loss`'"));
    }

    /** The CSV of the public API guide: summary and config as Python prints a dictionary. */
    @Test
    void wandbRunsWithDictionariesInCells() throws IOException {
        write("project.csv", """
                ,summary,config,name
                0,"{'_step': 300, 'val_loss': 3.25}","{'sparsity': 0.5, 'non_zeros': 20000, 'tokens': 1000000}",calm-fox-12
                """);
        Collected collected = collect(
                "wandb.yaml",
                "project.csv",
                "steps=",
                "columns={run: name, sparsity: \"get_json_object(`config as text`, '$.sparsity')\","
                        + " non-zeros: \"get_json_object(`config as text`, '$.non_zeros')\","
                        + " data: \"get_json_object(`config as text`, '$.tokens')\","
                        + " loss: \"get_json_object(`summary as text`, '$.val_loss')\"}");
        assertThat(collected.runs().get(0)).returns(.5, Run::sparsity).returns(3.25, Run::loss);
    }

    private static void assertWandb(Collected collected) {
        assertThat(collected.leftOut()).isEmpty();
        assertThat(collected.runs())
                .extracting(Run::status)
                .containsExactly(Status.FINISHED, Status.UNFINISHED, Status.DIVERGED);
        assertThat(collected.runs().get(0))
                .returns("x1", Run::runId)
                .returns(.5, Run::sparsity)
                .returns(3L, Run::seed)
                .returns(3.25, Run::loss);
        assertThat(collected.runs().get(1).reason()).isEqualTo("its status is 'crashed'");
    }

    private Collected collect(String mapping, String runs, String... overrides) {
        List<String> all = new ArrayList<>(List.of(overrides));
        all.add("runs=" + folder.resolve(runs));
        all.add("output=" + folder.resolve("out.parquet"));
        return CollectRuns.run(
                spark, Config.read(CollectConfig.class, CONF.resolve(mapping).toString(), all));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}

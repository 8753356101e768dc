package org.sparselaw.analysis.collect;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sparselaw.analysis.collect.MetricsFiles.step;
import static org.sparselaw.analysis.collect.MetricsFiles.validated;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.analysis.CollectRuns;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.RunParquet;
import org.sparselaw.analysis.runs.Runs;
import org.sparselaw.config.Config;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.storage.Json;
import org.sparselaw.storage.Storage;

/** Runs on HDFS become the same table, byte for byte, as on this machine. */
class TestCollectOnHdfs {
    private static SparkSession spark;
    private static MiniDFSCluster hdfs;

    @TempDir
    private static Path cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        spark = SparkJobs.session("test");
        Configuration configuration = new Configuration();
        configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, cluster.toString());
        hdfs = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
        hdfs.waitActive();
    }

    @AfterAll
    static void stop() {
        hdfs.shutdown();
    }

    @Test
    void runDirectories() throws IOException {
        Run first = Runs.finished("aa", 0.5, 100, 1000, 9);
        Run second = Runs.finished("bb", 0.75, 100, 1000, 9);
        for (Run run : List.of(first, second)) {
            Path directory =
                    Files.createDirectories(folder.resolve("study/runs").resolve(run.runId()));
            Files.writeString(directory.resolve("result.json"), Json.write(run));
            MetricsFiles.write(
                    Files.createDirectories(directory.resolve("metrics")).resolve("part-00000.parquet"),
                    List.of(validated(1, 4), step(2, 4), validated(3, 3 + run.sparsity())));
        }
        assertCollectedAlike("{folders: [%1$s/study], output: %1$s/runs.parquet}");
        assertThat(RunParquet.read(spark, Storage.of(onHdfs() + "/runs.parquet")))
                .containsExactly(first.finished(3.5), second.finished(3.75));
    }

    @Test
    void tables() throws IOException {
        Files.writeString(folder.resolve("runs.csv"), "id,s,n,d,steps\na,0,100,1000,400\nb,.5,100,1000,400\n");
        spark.range(800)
                .selectExpr(
                        "if(id < 400, 'a', 'b') run",
                        "id % 400 + 1 step",
                        "3d + id / 1000 loss",
                        "case when id % 10 = 9 then 2d + id / 1000 end validationLoss")
                .repartitionByRange(2, col("step"))
                .write()
                .parquet(folder.resolve("steps").toString());
        assertCollectedAlike("""
                runs: %1$s/runs.csv
                columns: {run: id, sparsity: s, non-zeros: n, data: d, steps: steps}
                steps: {path: %1$s/steps, format: parquet, columns: {training-loss: loss}}
                output: %1$s/runs.parquet
                """);
        assertThat(RunParquet.read(spark, Storage.of(onHdfs() + "/runs.parquet")))
                .extracting(Run::loss)
                .containsExactly(2.399, 2.799);
    }

    /** @param configuration with the place of the folder left open */
    private void assertCollectedAlike(String configuration) throws IOException {
        hdfs.getFileSystem()
                .copyFromLocalFile(
                        new org.apache.hadoop.fs.Path(folder.toUri()), new org.apache.hadoop.fs.Path(onHdfs()));
        collect(configuration.formatted(folder));
        collect(configuration.formatted(onHdfs()));
        assertThat(Storage.of(onHdfs() + "/runs.parquet").readBytes())
                .isEqualTo(Files.readAllBytes(folder.resolve("runs.parquet")));
    }

    private static void collect(String configuration) {
        CollectRuns.run(spark, Config.parse(CollectConfig.class, "test", configuration, List.of()));
    }

    private String onHdfs() throws IOException {
        return hdfs.getFileSystem().getUri() + folder.toString();
    }
}

package org.sparselaw.training.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.sparselaw.analysis.runs.DataUnit;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.config.Config;
import org.sparselaw.job.Job;
import org.sparselaw.job.UsageException;
import org.sparselaw.storage.Json;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.data.TinyImageSet;
import org.sparselaw.training.data.TinyShardSet;
import org.sparselaw.training.run.RunListener;

/** Spark and DL4J in one process. */
class TestSweepNetworks {
    private static final int VOCABULARY = TinyShardSet.PIECES + TinyShardSet.EXTRA_IDS;

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        TinyShardSet.write(folder + "/set", 12, 8, 40);
        for (int width : new int[] {8, 16}) {
            Files.writeString(
                    folder.resolve("width-" + width + ".json"),
                    Networks.text(VOCABULARY, 11, width, new Adam(1e-2)).toJson());
        }
        Files.writeString(folder.resolve("sweep.yaml"), """
                study: mine
                shards: %1$s/set
                runs: %1$s/runs
                networks: [%1$s/width-8.json, %1$s/width-16.json]
                sparsity: [0, .5]
                data: [880]
                batch: 4
                """.formatted(folder));
    }

    @Test
    void aGridEndsAsRunsLikeAnyOther() throws IOException {
        assertThat(Job.execute(new SweepNetworks(), folder + "/sweep.yaml")).isZero();
        List<Run> runs = results();
        assertThat(runs).hasSize(4).allSatisfy(run -> {
            assertThat(run.status()).isEqualTo(Status.FINISHED);
            assertThat(run.family()).isEqualTo("dl4j");
            assertThat(run.steps()).isEqualTo(20);
            assertThat(run.data()).isEqualTo(880);
            assertThat(run.loss()).isBetween(2.0, 4.0); // near log(26), a guess at random
            assertThat(run.device()).startsWith("ND4J on CPU");
        });
        // Convolution 3 w^2, LSTM 2 x 4 w^2.
        assertThat(runs).extracting(Run::nonZeros).containsExactlyInAnyOrder(704L, 352L, 2816L, 1408L);

        Run sparse = runs.stream().filter(r -> r.nonZeros() == 1408).findFirst().orElseThrow();
        ComputationGraph graph = ModelSerializer.restoreComputationGraph(
                folder.resolve("runs/" + sparse.runId() + "/checkpoint/model.zip")
                        .toFile());
        assertThat(graph.getParam("lstm_W")
                        .neq(0)
                        .castTo(DataType.LONG)
                        .sumNumber()
                        .longValue())
                .isEqualTo(512);

        assertThat(Job.execute(new SweepNetworks(), folder + "/sweep.yaml")).isZero();
        assertThat(results()).isEqualTo(runs);
    }

    @Test
    void theLossFallsAndTheSameSpecificationGivesTheSameDigits() {
        NetworkSpec spec = NetworkPlan.of(config(), data()).stream()
                .filter(s -> s.sparsity() > 0)
                .findFirst()
                .orElseThrow();
        List<Double> losses = new ArrayList<>();
        Run first = NetworkRun.run(
                spec, data(), Storage.of(folder + "/one"), Long.MAX_VALUE, (step, loss, sparsity) -> losses.add(loss));
        assertThat(losses).hasSize(20);
        assertThat(losses.get(0)).isCloseTo(Math.log(VOCABULARY), within(.5));
        assertThat(losses.get(19)).isLessThan(losses.get(0));
        Run second = NetworkRun.run(spec, data(), Storage.of(folder + "/two"), Long.MAX_VALUE, RunListener.NONE);
        assertThat(second.loss()).isEqualTo(first.loss());
    }

    @Test
    void aRunLeavesARowAStep() throws IOException {
        NetworkSpec spec = NetworkPlan.of(config(), data()).get(0);
        List<Double> losses = new ArrayList<>();
        NetworkRun.run(
                spec, data(), Storage.of(folder + "/runs"), Long.MAX_VALUE, (step, loss, sparsity) -> losses.add(loss));
        Storage metrics = Storage.of(folder + "/runs/" + spec.runId() + "/metrics/part-00000.parquet");
        List<Group> rows = new ArrayList<>();
        try (ParquetReader<Group> reader =
                ParquetReader.builder(new GroupReadSupport(), metrics.path()).build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                rows.add(row);
            }
        }
        assertThat(rows).extracting(row -> row.getDouble("loss", 0)).isEqualTo(losses);
        assertThat(rows.get(19).getLong("step", 0)).isEqualTo(19);
        assertThat(rows.get(19).getLong("data", 0)).isEqualTo(880);
        assertThat(rows.get(19).getDouble("learningRate", 0)).isEqualTo(1e-2);
        // 40 windows are 10 steps of 4.
        assertThat(rows.get(9).getLong("epoch", 0)).isZero();
        assertThat(rows.get(10).getLong("epoch", 0)).isEqualTo(1);
    }

    @Test
    void aRunThatIsBrokenOffIsInTheRunTableAsUnfinished() {
        NetworkSpec spec = NetworkPlan.of(config(), data()).get(0);
        assertThatThrownBy(() -> NetworkRun.run(
                        spec, data(), Storage.of(folder + "/runs"), Long.MAX_VALUE, (step, loss, sparsity) -> {
                            throw new IllegalStateException("stop");
                        }))
                .hasMessage("stop");
        Storage planned = Storage.of(folder + "/runs/" + spec.runId() + "/planned.json");
        Run run = Json.read(Run.class, planned.toString(), planned.readText());
        assertThat(run.status()).isEqualTo(Status.UNFINISHED);
        assertThat(run.reason()).isEqualTo("has no result");
        assertThat(run.nonZeros()).isEqualTo(704);
        assertThat(run.loss()).isNull();
        assertThat(run.trainingFlop()).isNull();
    }

    @Test
    void aNetworkTellsImagesApart() throws IOException {
        writeImages(6, 2);
        assertThat(Job.execute(new SweepNetworks(), folder + "/images.yaml")).isZero();
        List<Run> runs = results();
        assertThat(runs).hasSize(2).allSatisfy(run -> {
            assertThat(run.status()).isEqualTo(Status.FINISHED);
            assertThat(run.dataUnit()).isEqualTo(DataUnit.IMAGES);
            assertThat(run.data()).isEqualTo(320);
            assertThat(run.steps()).isEqualTo(40);
            // The classes are told by which half is brighter.
            assertThat(run.accuracy()).isGreaterThan(.9);
            assertThat(run.loss()).isLessThan(.5);
            assertThat(run.trainingFlop()).isNull();
        });
        // Convolution 8 x 3 x 3 x 3, dense 16 x 8 x 2 x 4.
        assertThat(runs).extracting(Run::nonZeros).containsExactlyInAnyOrder(1240L, 620L);
    }

    @Test
    void aNetworkThatDoesNotReadTheImagesIsNamed() throws IOException {
        writeImages(7, 2);
        assertThatThrownBy(() -> NetworkPlan.of(images(), NetworkData.open(folder + "/images")))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(folder + "/image.json: does not read images of 3 x 4 x 6 pixels (");
        writeImages(6, 10);
        assertThatThrownBy(() -> NetworkPlan.of(images(), NetworkData.open(folder + "/images")))
                .hasMessage(folder + "/image.json: says [1, 10] for an image (must be [1, 2], a number a class)");
    }

    private void writeImages(int width, int classes) throws IOException {
        TinyImageSet.write(folder + "/images", 20, 60);
        Files.writeString(
                folder.resolve("image.json"),
                Networks.image(3, TinyImageSet.HEIGHT, width, classes, new Adam(1e-2))
                        .toJson());
        Files.writeString(folder.resolve("images.yaml"), """
                study: mine
                shards: %1$s/images
                runs: %1$s/runs
                networks: [%1$s/image.json]
                sparsity: [0, .5]
                data: [320]
                batch: 8
                """.formatted(folder));
    }

    private NetworkSweepConfig images() {
        return Config.read(NetworkSweepConfig.class, folder + "/images.yaml", List.of());
    }

    @Test
    void aNetworkThatDoesNotReadTheWindowsIsNamed() throws IOException {
        Files.writeString(
                folder.resolve("width-8.json"),
                Networks.text(20, 11, 8, new Adam()).toJson());
        assertThatThrownBy(() -> NetworkPlan.of(config(), data()))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(
                        folder + "/width-8.json: the first layer, EmbeddingSequenceLayer with nIn 20 and"
                                + " nOut 8, does not read tokens of a vocabulary of 26 (must be ");
        Files.writeString(
                folder.resolve("width-8.json"), Networks.image(8, new Adam()).toJson());
        assertThatThrownBy(() -> NetworkPlan.of(config(), data()))
                .hasMessageContaining("the first layer, ConvolutionLayer with nIn 1 and nOut 8");
        Files.writeString(folder.resolve("width-8.json"), "{}");
        assertThatThrownBy(() -> NetworkPlan.of(config(), data()))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(folder + "/width-8.json: no configuration of a ComputationGraph or");
    }

    private NetworkData data() {
        return NetworkData.open(folder + "/set");
    }

    private NetworkSweepConfig config() {
        return Config.read(NetworkSweepConfig.class, folder + "/sweep.yaml", List.of());
    }

    private List<Run> results() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            return runs.sorted()
                    .map(run -> Storage.of(run + "/result.json"))
                    .map(file -> Json.read(Run.class, file.toString(), file.readText()))
                    .toList();
        }
    }
}

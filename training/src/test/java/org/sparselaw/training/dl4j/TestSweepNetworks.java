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
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.config.Config;
import org.sparselaw.job.Job;
import org.sparselaw.job.UsageException;
import org.sparselaw.pipeline.shard.ShardSet;
import org.sparselaw.storage.Json;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.data.TinyShardSet;
import org.sparselaw.training.run.RunListener;

/** Spark and DL4J in one process. */
class TestSweepNetworks {
    private static final int VOCABULARY = TinyShardSet.PIECES + TinyShardSet.EXTRA_IDS;

    @TempDir
    Path folder;

    private ShardSet set;

    @BeforeEach
    void write() throws IOException {
        set = TinyShardSet.write(folder + "/set", 12, 8, 40);
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
        NetworkSpec spec = NetworkPlan.of(config(), set).stream()
                .filter(s -> s.sparsity() > 0)
                .findFirst()
                .orElseThrow();
        List<Double> losses = new ArrayList<>();
        Run first = NetworkRun.run(spec, set, Storage.of(folder + "/one"), (step, loss, sparsity) -> losses.add(loss));
        assertThat(losses).hasSize(20);
        assertThat(losses.get(0)).isCloseTo(Math.log(VOCABULARY), within(.5));
        assertThat(losses.get(19)).isLessThan(losses.get(0));
        Run second = NetworkRun.run(spec, set, Storage.of(folder + "/two"), RunListener.NONE);
        assertThat(second.loss()).isEqualTo(first.loss());
    }

    @Test
    void aNetworkThatDoesNotReadTheWindowsIsNamed() throws IOException {
        Files.writeString(
                folder.resolve("width-8.json"),
                Networks.text(20, 11, 8, new Adam()).toJson());
        assertThatThrownBy(() -> NetworkPlan.of(config(), set))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(
                        folder + "/width-8.json: the first layer, EmbeddingSequenceLayer with nIn 20 and"
                                + " nOut 8, does not read tokens of a vocabulary of 26 (must be ");
        Files.writeString(
                folder.resolve("width-8.json"), Networks.image(8, new Adam()).toJson());
        assertThatThrownBy(() -> NetworkPlan.of(config(), set))
                .hasMessageContaining("the first layer, ConvolutionLayer with nIn 1 and nOut 8");
        Files.writeString(folder.resolve("width-8.json"), "{}");
        assertThatThrownBy(() -> NetworkPlan.of(config(), set))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(folder + "/width-8.json: no configuration of a ComputationGraph or");
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

package org.sparselaw.training.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.config.Config;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.data.TinyImageSet;
import org.sparselaw.training.data.TinyShardSet;
import org.sparselaw.training.run.RunListener;

/** Runs of DL4J networks that are broken off and go on, against runs that are not: losses and weights, to the last bit. */
class TestNetworkResume {
    private static final long CHECKPOINT_EVERY = 6;
    private static final Adam FALLING = new Adam(new ExponentialSchedule(ScheduleType.ITERATION, 1e-2, .95));

    @TempDir
    Path folder;

    @Test
    void aGraphOnTextKilledAtThreeStepsEndsAsOneThatWasNot() throws IOException {
        TinyShardSet.write(folder + "/set", 12, 8, 40);
        int vocabulary = TinyShardSet.PIECES + TinyShardSet.EXTRA_IDS;
        String json = Networks.text(vocabulary, 11, 8, FALLING).toJson();
        NetworkSpec spec = spec(json, 4, 1760);
        compare(spec);
        assertThat(graph("broken", spec).params())
                .isEqualTo(graph("unbroken", spec).params());
    }

    /** With what a network may have beside its weights: statistics of batches, and noise. */
    @Test
    void layersOnImagesKilledAtThreeStepsEndAsOnesThatWereNot() throws IOException {
        TinyImageSet.write(folder + "/set", 20, 60);
        NetworkSpec spec = spec(withDropout().toJson(), 8, 320);
        compare(spec);
        assertThat(layers("broken", spec).params())
                .isEqualTo(layers("unbroken", spec).params());
        assertThat(layers("broken", spec).getUpdater().getStateViewArray())
                .isEqualTo(layers("unbroken", spec).getUpdater().getStateViewArray());
    }

    private static MultiLayerConfiguration withDropout() {
        MultiLayerConfiguration network = Networks.image(3, TinyImageSet.HEIGHT, TinyImageSet.WIDTH, 2, FALLING);
        network.getConf(2).getLayer().setIDropout(new Dropout(.5));
        return network;
    }

    private NetworkSpec spec(String json, int batch, long data) throws IOException {
        Files.writeString(folder.resolve("network.json"), json);
        Files.writeString(folder.resolve("sweep.yaml"), """
                study: mine
                shards: %1$s/set
                networks: [%1$s/network.json]
                sparsity: [.5]
                data: [%2$d]
                batch: %3$d
                """.formatted(folder, data, batch));
        NetworkSweepConfig config = Config.read(NetworkSweepConfig.class, folder + "/sweep.yaml", List.of());
        return NetworkPlan.of(config, data()).get(0);
    }

    private void compare(NetworkSpec spec) {
        assertThat(spec.steps()).isEqualTo(40);
        Map<Long, Double> expected = new HashMap<>();
        Run unbroken = run(spec, "unbroken", (step, loss, sparsity) -> expected.put(step, loss));

        Map<Long, Double> losses = new HashMap<>();
        for (long kill : new long[] {3, 17, 31}) {
            assertThatThrownBy(() -> run(spec, "broken", (step, loss, sparsity) -> {
                        losses.put(step, loss);
                        if (step == kill) {
                            throw new IllegalStateException("killed");
                        }
                    }))
                    .hasMessage("killed");
        }
        Map<Long, Double> last = new HashMap<>();
        Run resumed = run(spec, "broken", (step, loss, sparsity) -> last.put(step, loss));
        losses.putAll(last);

        assertThat(last).hasSize(10); // from the checkpoint after 30 steps
        assertThat(losses).isEqualTo(expected);
        assertThat(resumed.loss()).isEqualTo(unbroken.loss());
        assertThat(names(spec, "metrics")).hasSize(7).startsWith("part-00000.parquet");
        assertThat(names(spec, "checkpoint")).containsExactly("model.zip");
    }

    private NetworkData data() {
        return NetworkData.open(folder + "/set");
    }

    private Run run(NetworkSpec spec, String runs, RunListener listener) {
        return NetworkRun.run(spec, data(), Storage.of(folder + "/" + runs), CHECKPOINT_EVERY, listener);
    }

    private List<String> names(NetworkSpec spec, String inner) {
        return Storage.of(folder + "/broken/" + spec.runId() + "/" + inner).children().stream()
                .map(Storage::name)
                .toList();
    }

    private Path model(String runs, NetworkSpec spec) {
        return folder.resolve(runs + "/" + spec.runId() + "/checkpoint/model.zip");
    }

    private ComputationGraph graph(String runs, NetworkSpec spec) throws IOException {
        return ModelSerializer.restoreComputationGraph(model(runs, spec).toFile(), true);
    }

    private MultiLayerNetwork layers(String runs, NetworkSpec spec) throws IOException {
        return ModelSerializer.restoreMultiLayerNetwork(model(runs, spec).toFile(), true);
    }
}

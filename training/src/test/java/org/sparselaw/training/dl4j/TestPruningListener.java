package org.sparselaw.training.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.sparselaw.pipeline.shard.ShardSet;
import org.sparselaw.training.data.TinyShardSet;
import org.sparselaw.training.device.GroupAxis;
import org.sparselaw.training.model.Parameter;
import org.sparselaw.training.model.TensorSpec;
import org.sparselaw.training.prune.ByName;
import org.sparselaw.training.prune.Constant;
import org.sparselaw.training.prune.ErdosRenyi;
import org.sparselaw.training.prune.Gradual;
import org.sparselaw.training.prune.Magnitude;
import org.sparselaw.training.prune.NOfM;
import org.sparselaw.training.prune.Pruning;
import org.sparselaw.training.prune.Rigl;
import org.sparselaw.training.prune.SparsityPattern;
import org.sparselaw.training.prune.Uniform;
import org.sparselaw.training.prune.Unstructured;

class TestPruningListener {
    private static final int VOCABULARY = TinyShardSet.PIECES + TinyShardSet.EXTRA_IDS;

    @TempDir
    static Path folder;

    private static ShardSet set;

    @BeforeAll
    static void write() {
        set = TinyShardSet.write(folder + "/set", 12, 8, 40);
    }

    @Test
    void aGraphHasExactlyTheDemandedZerosAfterFitAndAfterSaveAndLoad() throws IOException {
        ComputationGraph graph = graph(new Adam(1e-2));
        Pruning pruning = Pruning.magnitude(.8, new Gradual(5, 20, 3, 5));
        PruningListener listener = PruningListener.of(graph, pruning);
        graph.setListeners(listener);
        graph.fit(shards(), 3);
        // Embedding and logits 26 x 16 at 1 - sqrt(.2): 186 kept; convolution 16 x 16 x 3 and the two maps of the LSTM,
        // 16 x
        // 64 each, at .8.
        Map<String, Long> kept =
                Map.of("embedding_W", 186L, "conv_W", 154L, "lstm_W", 205L, "lstm_RW", 205L, "out_W", 186L);
        assertThat(nonZeros(graph)).isEqualTo(kept);
        assertThat(listener.nonZeros().withoutEmbeddings()).isEqualTo(154 + 205 + 205);
        assertThat(listener.nonZeros()).isEqualTo(pruning.finalNonZeros(listener.tensors()));
        assertThat(listener.sparsity()).isEqualTo(.8);

        File file = folder.resolve("graph.zip").toFile();
        ModelSerializer.writeModel(graph, file, true);
        ComputationGraph loaded = ModelSerializer.restoreComputationGraph(file, true);
        assertThat(loaded.params()).isEqualTo(graph.params());
        assertThat(nonZeros(loaded)).isEqualTo(kept);

        INDArray before = loaded.params().dup();
        loaded.setListeners(PruningListener.resume(loaded, pruning));
        loaded.fit(shards(), 2);
        assertThat(nonZeros(loaded)).isEqualTo(kept);
        assertThat(zerosThatCameBack(loaded, graph)).isZero();
        assertThat(loaded.params()).isNotEqualTo(before);
    }

    @Test
    void withoutAListenerThatGoesOnPrunedWeightsWouldComeBack() throws IOException {
        ComputationGraph graph = graph(new Adam(1e-2));
        graph.setListeners(PruningListener.of(graph, Pruning.magnitude(.8, new Constant())));
        graph.fit(shards(), 1);
        ComputationGraph kept = graph.clone();
        graph.setListeners();
        graph.fit(shards(), 1);
        assertThat(zerosThatCameBack(graph, kept)).isPositive();
    }

    @Test
    void everyForwardPassSeesZeros() {
        ComputationGraph graph = graph(new Nesterovs(1e-2, .9));
        PruningListener listener = PruningListener.of(graph, Pruning.magnitude(.5, new Constant()));
        assertThat(nonZeros(graph)).containsEntry("conv_W", 384L);
        graph.setListeners(listener);
        ShardIterator shards = shards();
        while (shards.hasNext()) {
            graph.fit(shards.next());
            assertThat(nonZeros(graph)).containsEntry("conv_W", 384L).containsEntry("lstm_W", 512L);
        }
    }

    @Test
    void twoOfFourHoldsInEveryGroupOfInputs() {
        MultiLayerNetwork network = network();
        NOfM pattern = new NOfM(2, 4, GroupAxis.INPUT);
        ByName distribution = new ByName(Map.of("0_W", 0.0, "3_W", .5), new Uniform());
        Pruning pruning = new Pruning(.5, new Gradual(0, 8, 3, 2), distribution, pattern, new Magnitude());
        network.setListeners(PruningListener.of(network, pruning));
        for (int i = 0; i < 10; i++) {
            network.fit(images());
        }
        assertThat(nonZeros(network)).isEqualTo(Map.of("0_W", 72L, "2_W", 2304L, "3_W", 80L));
        for (String name : List.of("2_W", "3_W")) {
            // [in, out]: the inputs of an output are a column.
            INDArray weights = network.getParam(name);
            for (int out = 0; out < weights.columns(); out++) {
                float[] inputs = weights.getColumn(out).toFloatVector();
                for (int group = 0; group < inputs.length; group += 4) {
                    int kept = 0;
                    for (int i = group; i < group + 4; i++) {
                        kept += inputs[i] != 0 ? 1 : 0;
                    }
                    assertThat(kept).isEqualTo(2);
                }
            }
        }
    }

    @Test
    void whatIsPrunedAreWeights() {
        MultiLayerNetwork network = network();
        assertThat(NetworkTensors.prunable(network).stream().map(Parameter::spec))
                .containsExactly(
                        new TensorSpec("0_W", List.of(8, 1, 3, 3), TensorSpec.Role.KERNEL),
                        new TensorSpec("2_W", List.of(16, 288), TensorSpec.Role.KERNEL),
                        new TensorSpec("3_W", List.of(10, 16), TensorSpec.Role.LOGITS));
    }

    @Test
    void distributionsAndPatternsOfTheProjectFit() {
        MultiLayerNetwork network = network();
        for (String pattern : List.of("unstructured", "global", "block-2x4", "4:8")) {
            Pruning pruning = new Pruning(
                    .75,
                    new Gradual(0, 4, 3, 1),
                    pattern.equals("unstructured")
                            ? new ErdosRenyi()
                            : new ByName(Map.of("0_W", 0.0, "3_W", 0.0), new Uniform()),
                    SparsityPattern.named(pattern),
                    new Magnitude());
            network = network();
            PruningListener listener = PruningListener.of(network, pruning);
            network.setListeners(listener);
            for (int i = 0; i < 5; i++) {
                network.fit(images());
            }
            long kept = nonZeros(network).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(kept).isEqualTo(pruning.finalNonZeros(listener.tensors()).withEmbeddings());
        }
    }

    @Test
    void whatCannotBeIsSaidAtOnce() {
        MultiLayerNetwork network = network();
        Pruning groups =
                new Pruning(.5, new Constant(), new Uniform(), new NOfM(2, 4, GroupAxis.INPUT), new Magnitude());
        assertThatThrownBy(() -> PruningListener.of(network, groups))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pattern '2:4' does not fit 0_W: an input of 9 is no multiple of 4");
        Pruning rigl = new Pruning(.5, new Constant(), new Uniform(), new Unstructured(), new Rigl(1, 1, .3));
        assertThatThrownBy(() -> PruningListener.of(network, rigl))
                .hasMessage("method 'rigl' is not allowed for a DL4J network (must be magnitude)");
        assertThatThrownBy(
                        () -> PruningListener.of(new MultiLayerNetwork(Networks.image(8, new Adam())), Pruning.none()))
                .hasMessage("The network has no parameters yet: call init() first");
    }

    @Test
    void fittingManyNetworksKeepsNoMemory() {
        for (int i = 0; i < 2; i++) {
            fitAndClose();
        }
        long before = Pointer.physicalBytes();
        for (int i = 0; i < 8; i++) {
            fitAndClose();
        }
        // A network holds 7 MB of weights, as much of gradients and twice that of updater state: 8 of them are 228 MB.
        assertThat(Pointer.physicalBytes() - before).isLessThan(100L << 20);
    }

    private static void fitAndClose() {
        ComputationGraph graph = new ComputationGraph(Networks.text(VOCABULARY, 11, 400, new Adam(1e-3)));
        graph.init();
        ByName convolution = new ByName(Map.of("embedding_W", 0.0, "lstm_*", 0.0, "out_W", 0.0), new Uniform());
        Pruning pruning = new Pruning(.5, new Constant(), convolution, new Unstructured(), new Magnitude());
        try (PruningListener listener = PruningListener.of(graph, pruning)) {
            graph.setListeners(listener);
            graph.fit(shards().next());
        }
        graph.close();
    }

    private static ComputationGraph graph(IUpdater updater) {
        ComputationGraph graph = new ComputationGraph(Networks.text(VOCABULARY, 11, 16, updater));
        graph.init();
        return graph;
    }

    private static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(Networks.image(8, new Nesterovs(1e-2, .9)));
        network.init();
        return network;
    }

    private static ShardIterator shards() {
        return ShardIterator.training(set, 4, 1, WindowFormat.IDS, WindowFormat.IDS);
    }

    private static DataSet images() {
        INDArray labels = Nd4j.zeros(6, 10);
        for (int i = 0; i < 6; i++) {
            labels.putScalar(i, i, 1);
        }
        return new DataSet(Nd4j.rand(6, 1, 8, 8), labels);
    }

    /** By name, of the tensors that can be pruned. */
    private static Map<String, Long> nonZeros(Model network) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Parameter parameter : NetworkTensors.prunable(network)) {
            long count = 0;
            for (float weight : network.paramTable()
                    .get(parameter.name())
                    .dup('c')
                    .reshape(-1)
                    .toFloatVector()) {
                count += weight != 0 ? 1 : 0;
            }
            counts.put(parameter.name(), count);
        }
        return counts;
    }

    private static long zerosThatCameBack(Model network, Model before) {
        long count = 0;
        for (Parameter parameter : NetworkTensors.prunable(network)) {
            INDArray a = network.paramTable().get(parameter.name());
            INDArray b = before.paramTable().get(parameter.name());
            float[] is = a.dup('c').reshape(-1).toFloatVector();
            float[] was = b.dup('c').reshape(-1).toFloatVector();
            for (int i = 0; i < is.length; i++) {
                count += was[i] == 0 && is[i] != 0 ? 1 : 0;
            }
        }
        return count;
    }
}

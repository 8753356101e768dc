package org.sparselaw.training.dl4j;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;
import org.sparselaw.job.UsageException;
import org.sparselaw.pipeline.shard.ImageManifest;
import org.sparselaw.training.device.nd4j.Nd4jDevice;
import org.sparselaw.training.model.Parameter;
import org.sparselaw.training.model.Safetensors;
import org.sparselaw.training.model.TensorSpec;

/**
 * A network of a DL4J configuration with one input and one output.
 *
 * <p>One that reads token windows ends in an {@link RnnOutputLayer}. An embedding sequence layer gets ids and every other first
 * layer one-hot tokens; the loss SPARSE_MCXENT gets ids and every other one-hot labels. One that reads images gives a number a
 * class.
 */
final class UserNetwork implements AutoCloseable {
    /** An odd number near 2^64 over the golden ratio, as SplitMix64 steps (Steele, Lea and Flood 2014). */
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final String name;
    private final Model network;
    private final Layer first;
    private final Layer last;

    private UserNetwork(String name, Model network, Layer first, Layer last) {
        this.name = name;
        this.network = network;
        this.first = first;
        this.last = last;
    }

    /**
     * @param name of the configuration, for errors
     * @param json as {@code ComputationGraphConfiguration.toJson} or {@code MultiLayerConfiguration.toJson} writes it
     * @param seed of the initial weights, instead of the configuration's own
     * @throws UsageException when it is none of the two, or not of this form
     */
    static UserNetwork of(String name, String json, long seed) {
        // DL4J draws initial weights, and dropout, from the generator of the thread.
        Nd4j.getRandom().setSeed(seed);
        return json.contains("\"vertexInputs\"") ? graph(name, json) : layers(name, json);
    }

    private static UserNetwork graph(String name, String json) {
        ComputationGraphConfiguration configuration = read(name, () -> ComputationGraphConfiguration.fromJson(json));
        if (configuration.getNetworkInputs().size() != 1
                || configuration.getNetworkOutputs().size() != 1) {
            throw new UsageException("%s: has the inputs %s and the outputs %s (must be one of each)"
                    .formatted(name, configuration.getNetworkInputs(), configuration.getNetworkOutputs()));
        }
        String input = configuration.getNetworkInputs().get(0);
        Layer first = configuration.getVertexInputs().entrySet().stream()
                .filter(e -> e.getValue().contains(input))
                .map(Map.Entry::getKey)
                .map(vertex -> layer(configuration, vertex))
                .findFirst()
                .orElse(null);
        Layer last = layer(configuration, configuration.getNetworkOutputs().get(0));
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        return new UserNetwork(name, graph, first, last);
    }

    private static Layer layer(ComputationGraphConfiguration configuration, String vertex) {
        return configuration.getVertices().get(vertex) instanceof LayerVertex layer
                ? layer.getLayerConf().getLayer()
                : null;
    }

    private static UserNetwork layers(String name, String json) {
        MultiLayerConfiguration configuration = read(name, () -> MultiLayerConfiguration.fromJson(json));
        int last = configuration.getConfs().size() - 1;
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return new UserNetwork(
                name,
                network,
                configuration.getConf(0).getLayer(),
                configuration.getConf(last).getLayer());
    }

    private static <C> C read(String name, Supplier<C> reading) {
        try {
            return reading.get();
        } catch (RuntimeException e) {
            throw new UsageException(
                    name + ": no configuration of a ComputationGraph or MultiLayerNetwork as DL4J's toJson"
                            + " writes it (" + e.getMessage() + ")");
        }
    }

    /**
     * @param vocabulary of the windows
     * @throws UsageException when the network does not read and say tokens of this vocabulary
     */
    void checkVocabulary(int vocabulary) {
        if (!(first instanceof FeedForwardLayer reading) || !fits(reading.getNIn(), vocabulary, features())) {
            throw new UsageException("%s: the first layer, %s, does not read tokens of a vocabulary of %d (must be an"
                            .formatted(name, show(first), vocabulary)
                    + " EmbeddingSequenceLayer with nIn of at least that, or a layer with just that nIn)");
        }
        if (!(last instanceof RnnOutputLayer saying) || !fits(saying.getNOut(), vocabulary, labels())) {
            throw new UsageException(
                    "%s: the output layer, %s, does not say tokens of a vocabulary of %d (must be an"
                                    .formatted(name, show(last), vocabulary)
                            + " RnnOutputLayer with the loss SPARSE_MCXENT and nOut of at least that, or MCXENT and just that)");
        }
    }

    /** @throws UsageException when the network does not read images of this size and say one of these classes */
    void checkImages(int height, int width, int classes) {
        long[] said;
        try {
            said = output(Nd4j.zeros(1, ImageManifest.CHANNELS, height, width)).shape();
        } catch (RuntimeException e) {
            throw new UsageException("%s: does not read images of 3 x %d x %d pixels (%s)"
                    .formatted(name, height, width, e.getMessage()));
        }
        if (!Arrays.equals(said, new long[] {1, classes})) {
            throw new UsageException("%s: says %s for an image (must be [1, %d], a number a class)"
                    .formatted(name, Arrays.toString(said), classes));
        }
    }

    private INDArray output(INDArray features) {
        return network instanceof ComputationGraph graph
                ? graph.outputSingle(features)
                : ((MultiLayerNetwork) network).output(features);
    }

    /** How many images of a batch have one of their classes where the output is greatest. */
    long told(MultiDataSet images) {
        INDArray labels = images.getLabels(0);
        long[] greatest = output(images.getFeatures(0)).argMax(1).toLongVector();
        return IntStream.range(0, greatest.length)
                .filter(i -> labels.getInt(i, (int) greatest[i]) == 1)
                .count();
    }

    private static boolean fits(long size, int vocabulary, WindowFormat format) {
        return format == WindowFormat.IDS ? size >= vocabulary : size == vocabulary;
    }

    private static String show(Layer layer) {
        return layer instanceof FeedForwardLayer sized
                ? "%s with nIn %d and nOut %d"
                        .formatted(layer.getClass().getSimpleName(), sized.getNIn(), sized.getNOut())
                : layer == null ? "which is no layer" : layer.getClass().getSimpleName();
    }

    WindowFormat features() {
        return first instanceof EmbeddingSequenceLayer ? WindowFormat.IDS : WindowFormat.ONE_HOT;
    }

    WindowFormat labels() {
        return last instanceof RnnOutputLayer output && output.getLossFn() instanceof LossSparseMCXENT
                ? WindowFormat.IDS
                : WindowFormat.ONE_HOT;
    }

    Model model() {
        return network;
    }

    List<TensorSpec> tensors() {
        return NetworkTensors.prunable(network).stream().map(Parameter::spec).toList();
    }

    /** Of the next update of the first layer that has one; 0 when its updater has none. */
    double learningRate() {
        org.deeplearning4j.nn.api.Layer layer = Arrays.stream(NetworkTensors.layers(network))
                .filter(l -> l.numParams() > 0)
                .findFirst()
                .orElseThrow();
        Double rate = network instanceof ComputationGraph graph
                ? graph.getLearningRate(layer.conf().getLayer().getLayerName())
                : ((MultiLayerNetwork) network).getLearningRate(layer.getIndex());
        return rate == null ? 0 : rate;
    }

    /** All numbers that an update changes: weights, statistics and what the updater remembers. */
    List<Safetensors.Entry> state() {
        INDArray updater = network instanceof ComputationGraph graph
                ? graph.getUpdater().getUpdaterStateViewArray()
                : ((MultiLayerNetwork) network).getUpdater().getStateViewArray();
        List<Safetensors.Entry> state = new ArrayList<>();
        state.add(entry("parameters", network.params()));
        if (updater != null) {
            state.add(entry("updater", updater));
        }
        return state;
    }

    private static Safetensors.Entry entry(String name, INDArray array) {
        return new Safetensors.Entry(name, List.of((int) array.length()), Nd4jDevice.memoryOf(array));
    }

    /** Sets the number of updates that were done, by which rates and schedules go. */
    void continueAfter(long steps) {
        if (network instanceof ComputationGraph graph) {
            graph.getConfiguration().setIterationCount((int) steps);
        } else {
            ((MultiLayerNetwork) network).getLayerWiseConfigurations().setIterationCount((int) steps);
        }
    }

    /** Begins the noise of a step, such as dropout's, so that it is a function of the seed and the step alone. */
    void seed(long seed, long step) {
        Nd4j.getRandom().setSeed(seed + (step + 1) * GOLDEN_GAMMA);
    }

    /** One update; gives the score before it, in nats a token or image where the loss is a cross-entropy. */
    double fit(MultiDataSet data) {
        if (network instanceof ComputationGraph graph) {
            graph.fit(data);
        } else {
            ((MultiLayerNetwork) network).fit(single(data));
        }
        return perExample(network.score(), data);
    }

    /** The same without an update. */
    double score(MultiDataSet data) {
        double score = network instanceof ComputationGraph graph
                ? graph.score((org.nd4j.linalg.dataset.MultiDataSet) data, false)
                : ((MultiLayerNetwork) network).score(single(data), false);
        return perExample(score, data);
    }

    /** DL4J's score of sequences is a sum over their positions. */
    private static double perExample(double score, MultiDataSet data) {
        INDArray labels = data.getLabels(0);
        return labels.rank() == 3 ? score / labels.size(2) : score;
    }

    private static DataSet single(MultiDataSet data) {
        return new DataSet(data.getFeatures(0), data.getLabels(0));
    }

    /** In DL4J's own format, with the state of the updater. */
    void save(OutputStream out) throws IOException {
        ModelSerializer.writeModel(network, out, true);
    }

    @Override
    public void close() {
        network.close();
    }
}

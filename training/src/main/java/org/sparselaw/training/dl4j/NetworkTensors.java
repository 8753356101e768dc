package org.sparselaw.training.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.sparselaw.training.device.nd4j.Nd4jDevice;
import org.sparselaw.training.model.Parameter;
import org.sparselaw.training.model.TensorSpec;
import org.sparselaw.training.model.TensorSpec.Role;

/**
 * The parameters of a network that can be pruned: weights of rank above 1, so no biases, no batch normalisation and nothing of
 * a frozen layer. Names are DL4J's: {@code conv_W} in a graph, {@code 0_W} in a multi-layer network.
 *
 * <p>Shapes are those of row-major memory with outputs first. DL4J keeps the weights of a dense or recurrent layer as [in, out]
 * in column-major order, which is [out, in] here; convolutions are [out, in, height, width] in both.
 */
final class NetworkTensors {
    private NetworkTensors() {}

    /**
     * Views of the network's own memory.
     *
     * @param network with its parameters initialised
     * @throws IllegalArgumentException for something other than the two kinds of networks
     */
    static List<Parameter> prunable(Model network) {
        Layer[] layers = layers(network);
        if (layers == null) {
            throw new IllegalArgumentException("The network has no parameters yet: call init() first");
        }
        List<Parameter> tensors = new ArrayList<>();
        for (int i = 0; i < layers.length; i++) {
            boolean named = network instanceof ComputationGraph;
            add(named ? layers[i].conf().getLayer().getLayerName() : Integer.toString(i), layers[i], tensors);
        }
        return tensors;
    }

    static Layer[] layers(Model network) {
        if (network instanceof ComputationGraph graph) {
            return graph.getLayers();
        }
        if (network instanceof MultiLayerNetwork layers) {
            return layers.getLayers();
        }
        throw new IllegalArgumentException(network.getClass().getSimpleName()
                + " cannot be pruned (must be a ComputationGraph or MultiLayerNetwork)");
    }

    private static void add(String layerName, Layer layer, List<Parameter> tensors) {
        org.deeplearning4j.nn.conf.layers.Layer conf = layer.conf().getLayer();
        if (conf instanceof BatchNormalization || layer.numParams() == 0) {
            return;
        }
        layer.paramTable().forEach((key, array) -> {
            if (array.rank() > 1 && conf.initializer().isWeightParam(conf, key)) {
                TensorSpec spec = new TensorSpec(layerName + "_" + key, shape(array), role(conf));
                tensors.add(new Parameter(spec, Nd4jDevice.memoryOf(array), null));
            }
        });
    }

    private static List<Integer> shape(INDArray array) {
        List<Integer> shape =
                Arrays.stream(array.shape()).mapToObj(Math::toIntExact).collect(Collectors.toList());
        if (array.ordering() == 'f') {
            Collections.reverse(shape);
        }
        return shape;
    }

    private static Role role(org.deeplearning4j.nn.conf.layers.Layer conf) {
        if (conf instanceof EmbeddingLayer || conf instanceof EmbeddingSequenceLayer) {
            return Role.EMBEDDING;
        }
        return conf instanceof BaseOutputLayer ? Role.LOGITS : Role.KERNEL;
    }
}

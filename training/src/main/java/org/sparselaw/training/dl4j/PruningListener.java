package org.sparselaw.training.dl4j;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.device.nd4j.Nd4jDevice;
import org.sparselaw.training.model.Parameter;
import org.sparselaw.training.model.TensorSpec;
import org.sparselaw.training.prune.Magnitude;
import org.sparselaw.training.prune.NonZeros;
import org.sparselaw.training.prune.Pruner;
import org.sparselaw.training.prune.Pruning;

/**
 * Prunes a DL4J network while it is fitted, by any schedule, distribution and pattern.
 *
 * <p>Masks come from the weights before an update and are applied after it, whatever the updater: a pruned weight is exactly 0
 * in every forward pass, and in what is saved. Gradients are not masked. Steps are the network's iterations, which DL4J saves
 * with it. Listeners that look at the weights, or save them, belong behind this one.
 *
 * <p>Which parameters are pruned: weights of rank above 1. As in the models of this project, embedding and output layers get
 * 1 - sqrt(1 - S) unless the distribution names them ({@link org.sparselaw.training.prune.ByName}). Groups of n:m lie along the
 * inputs of an output, which for a convolution are input channels x height x width.
 */
public final class PruningListener extends BaseTrainingListener implements AutoCloseable {
    private final Model network;
    private final Nd4jDevice device = Nd4jDevice.open(1);
    private final List<Parameter> parameters;
    private final Pruner pruner;

    private PruningListener(Model network, Pruning pruning) {
        if (!(pruning.method() instanceof Magnitude)) {
            throw new IllegalArgumentException(
                    "method '" + pruning.method().name() + "' is not allowed for a DL4J network (must be magnitude)");
        }
        this.network = network;
        parameters = NetworkTensors.prunable(network);
        pruning.check(parameters.stream().map(Parameter::spec).toList());
        pruner = new Pruner(device, pruning, parameters, 0);
    }

    /**
     * For a network that has not been pruned yet. A schedule that begins sparse prunes it at once.
     *
     * @param network initialised, a ComputationGraph or MultiLayerNetwork; the only one the listener may be used with
     * @throws IllegalArgumentException when the network cannot be pruned so; the message names the first tensor and why
     */
    public static PruningListener of(Model network, Pruning pruning) {
        PruningListener listener = new PruningListener(network, pruning);
        listener.pruner.begin();
        return listener;
    }

    /**
     * For a network that was pruned before and comes, for example, from a file: what is 0 stays 0, and the schedule goes on from
     * the network's iteration. A kept weight that happened to be 0 counts as pruned until masks are next computed.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    public static PruningListener resume(Model network, Pruning pruning) {
        PruningListener listener = new PruningListener(network, pruning);
        Map<String, long[]> masks = new HashMap<>();
        for (Parameter parameter : listener.parameters) {
            if (listener.device.nonZeros(parameter.weights()) < parameter.size()) {
                masks.put(parameter.name(), bitsOfNonZeros(parameter.weights().toArray()));
            }
        }
        listener.pruner.restore(iteration(network), masks);
        return listener;
    }

    /** As the other, with the masks that were kept beside the network. */
    static PruningListener resume(Model network, Pruning pruning, Map<String, long[]> masks) {
        PruningListener listener = new PruningListener(network, pruning);
        listener.pruner.restore(iteration(network), masks);
        return listener;
    }

    private static long[] bitsOfNonZeros(float[] weights) {
        long[] bits = new long[(weights.length + Long.SIZE - 1) / Long.SIZE];
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] != 0) {
                bits[i / Long.SIZE] |= 1L << i;
            }
        }
        return bits;
    }

    /** Before the update. */
    @Override
    public void onGradientCalculation(Model model) {
        check(model);
        pruner.update(iteration(model));
    }

    /** After the update. */
    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        check(model);
        for (Parameter parameter : parameters) {
            if (pruner.mask(parameter) != null) {
                device.applyMask(parameter.weights(), pruner.mask(parameter));
            }
        }
    }

    private void check(Model model) {
        if (model != network) {
            throw new IllegalStateException("This listener was made for another network; make one for each");
        }
    }

    private static long iteration(Model network) {
        return network instanceof ComputationGraph graph
                ? graph.getIterationCount()
                : ((MultiLayerNetwork) network).getIterationCount();
    }

    /** How sparse the network is at present: S times the progress of the schedule. */
    public double sparsity() {
        return pruner.sparsity();
    }

    /** What the masks keep at present, of the parameters that can be pruned. */
    public NonZeros nonZeros() {
        return pruner.nonZeros();
    }

    /** By the names of their tensors. */
    Map<String, Mask> masks() {
        return pruner.masks();
    }

    /** The parameters that can be pruned. */
    public List<TensorSpec> tensors() {
        return parameters.stream().map(Parameter::spec).toList();
    }

    /** Gives the memory of the masks back; the network stays as it is. */
    @Override
    public void close() {
        device.close();
    }
}

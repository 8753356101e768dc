package org.sparselaw.training.prune;

import java.util.IdentityHashMap;
import java.util.List;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.model.Parameter;
import org.sparselaw.training.model.TensorSpec;

/**
 * The masks of one run. Gradients are not masked; an optimiser step under the mask makes pruned weights exactly 0, so while
 * the sparsity does not fall they lose to every kept weight that is not itself 0, and stay pruned.
 */
public final class Pruner {
    private final Device device;
    private final Pruning pruning;
    private final List<Parameter> parameters;
    private final IdentityHashMap<TensorSpec, Mask> masks = new IdentityHashMap<>();
    private double sparsity;

    /** Nothing is pruned yet. */
    public Pruner(Device device, Pruning pruning, List<Parameter> parameters) {
        this.device = device;
        this.pruning = pruning;
        this.parameters = List.copyOf(parameters);
    }

    /** Recomputes the masks if this step is one for that; to be called before the step's optimiser update. */
    public void update(long step) {
        if (!pruning.schedule().recomputesMask(step)) {
            return;
        }
        sparsity = pruning.sparsity() * pruning.schedule().progress(step);
        for (Parameter parameter : parameters) {
            double its = pruning.sparsity(parameter.spec(), step);
            if (its > 0) {
                Mask mask = masks.computeIfAbsent(parameter.spec(), t -> device.allocateMask(t.size()));
                pruning.pattern().recompute(device, parameter.weights(), its, mask);
            }
        }
    }

    /** The mask of a parameter, or null as long as all of it is kept. */
    public Mask mask(Parameter parameter) {
        return masks.get(parameter.spec());
    }

    /** How sparse the model is at present: S times the progress of the schedule at the last recomputation. */
    public double sparsity() {
        return sparsity;
    }

    /** What the masks keep at present. */
    public NonZeros nonZeros() {
        List<TensorSpec> tensors = parameters.stream().map(Parameter::spec).toList();
        return NonZeros.of(tensors, tensor -> {
            Mask mask = masks.get(tensor);
            return mask == null ? tensor.size() : mask.kept();
        });
    }
}

package org.sparselaw.training.prune;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.model.TensorSpec;

/**
 * Keeps the weights of greatest magnitude in all layers' kernels together, as many as {@link Unstructured} would keep in each of
 * them in sum; which kernel has how many of them is left to their magnitudes. A kernel may end without any.
 *
 * <p>Deviation from global pruning as jaxpruner has it (Lee et al. 2023): embeddings and logits, whose magnitudes are of
 * another order, are each pruned by themselves, so that N is known beforehand.
 */
public record Global() implements SparsityPattern {
    @Override
    public String name() {
        return "global";
    }

    @Override
    public int kept(TensorSpec tensor, double sparsity) {
        return Unstructured.kept(tensor.size(), sparsity);
    }

    @Override
    public Optional<String> misfit(TensorSpec tensor, double sparsity) {
        return Optional.empty();
    }

    @Override
    public void recompute(Device device, List<PrunedTensor> tensors) {
        List<PrunedTensor> kernels = new ArrayList<>(tensors);
        kernels.removeIf(tensor -> tensor.spec().isEmbeddingOrLogits());
        List<PrunedTensor> others = new ArrayList<>(tensors);
        others.removeAll(kernels);
        new Unstructured().recompute(device, others);
        if (!kernels.isEmpty()) {
            device.pruning()
                    .globalMagnitudeMask(
                            kernels.stream().map(PrunedTensor::weights).toList(),
                            kernels.stream()
                                    .mapToLong(t -> kept(t.spec(), t.sparsity()))
                                    .sum(),
                            kernels.stream().map(PrunedTensor::mask).toList());
        }
    }
}

package org.sparselaw.training.prune;

import java.util.List;
import java.util.Optional;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.model.TensorSpec;

/**
 * Keeps the weights of greatest magnitude, wherever they lie in the tensor: max(1, round(size (1 - s))) of them, halves
 * rounded to even as NumPy does. Among equal magnitudes the lower flat index is kept, so counts are exact.
 */
public record Unstructured() implements SparsityPattern {
    @Override
    public String name() {
        return "unstructured";
    }

    @Override
    public int kept(TensorSpec tensor, double sparsity) {
        return kept(tensor.size(), sparsity);
    }

    static int kept(int size, double sparsity) {
        return Math.max(1, (int) Math.rint(size * (1 - sparsity)));
    }

    @Override
    public Optional<String> misfit(TensorSpec tensor, double sparsity) {
        return Optional.empty();
    }

    @Override
    public void recompute(Device device, List<PrunedTensor> tensors) {
        for (PrunedTensor tensor : tensors) {
            device.magnitudeMask(tensor.weights(), kept(tensor.spec(), tensor.sparsity()), tensor.mask());
        }
    }
}

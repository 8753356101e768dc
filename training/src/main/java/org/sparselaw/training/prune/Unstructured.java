package org.sparselaw.training.prune;

import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Mask;

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
    public int kept(int size, double sparsity) {
        return Math.max(1, (int) Math.rint(size * (1 - sparsity)));
    }

    @Override
    public void recompute(Device device, Buffer weights, double sparsity, Mask mask) {
        device.magnitudeMask(weights, kept(weights.size(), sparsity), mask);
    }
}

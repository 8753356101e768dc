package org.sparselaw.training.prune;

import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Mask;

/** Which weights of one tensor are kept. */
public sealed interface SparsityPattern permits Unstructured {
    /** As in the run table: {@code unstructured}. */
    String name();

    /** How many of a tensor's weights are kept at a sparsity in [0, 1]. */
    int kept(int size, double sparsity);

    /** Writes the mask of a tensor at this sparsity. */
    void recompute(Device device, Buffer weights, double sparsity, Mask mask);
}

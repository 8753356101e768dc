package org.sparselaw.training.model;

import java.util.List;
import org.sparselaw.training.device.Buffer;

/** A parameter tensor on a device: its weights, and their gradients after a training step. */
public record Parameter(TensorSpec spec, Buffer weights, Buffer gradients) {
    public String name() {
        return spec.name();
    }

    public List<Integer> shape() {
        return spec.shape();
    }

    public TensorSpec.Role role() {
        return spec.role();
    }

    public int size() {
        return weights.size();
    }
}

package org.sparselaw.training.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.model.Architecture.Logits;

/** The parameters of a model by name, in the order of their specifications. */
final class ParameterSet {
    private final Map<String, Parameter> byName = new LinkedHashMap<>();

    ParameterSet(Device device, List<TensorSpec> tensors) {
        for (TensorSpec tensor : tensors) {
            byName.put(
                    tensor.name(),
                    new Parameter(tensor, device.allocate(tensor.size()), device.allocate(tensor.size())));
        }
    }

    Parameter named(String name) {
        Parameter parameter = byName.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException("No parameter named " + name);
        }
        return parameter;
    }

    /**
     * Sets the gradients to 0 that a step adds to. Linear maps write theirs, and so do tied logits that of the embedding,
     * before anything is added to it.
     */
    void clearSums(Device device, Logits logits) {
        for (Parameter parameter : byName.values()) {
            boolean written = switch (parameter.role()) {
                case KERNEL, LOGITS -> true;
                case EMBEDDING -> logits == Logits.TIED;
                case NORM, RELATIVE_BIAS -> false;
            };
            if (!written) {
                device.fill(parameter.gradients(), 0);
            }
        }
    }

    List<Parameter> all() {
        return List.copyOf(byName.values());
    }
}

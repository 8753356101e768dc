package org.sparselaw.training.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparselaw.training.device.Device;

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

    List<Parameter> all() {
        return List.copyOf(byName.values());
    }
}

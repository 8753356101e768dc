package org.sparselaw.training.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
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

    /** Sets the gradients to 0 that a step adds to; linear maps write theirs. */
    void clear(Device device, Predicate<TensorSpec> summed) {
        byName.values().stream()
                .filter(parameter -> summed.test(parameter.spec()))
                .forEach(parameter -> device.fill(parameter.gradients(), 0));
    }

    List<Parameter> all() {
        return List.copyOf(byName.values());
    }
}

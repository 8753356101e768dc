package org.sparselaw.training.optimizer;

import java.util.List;
import java.util.stream.IntStream;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.model.Parameter;
import org.sparselaw.training.model.Safetensors;

/**
 * A moment of each parameter, of its shape, 0 at first.
 *
 * @param name what follows the parameter's name in the state: {@code second-moment}
 */
record Moments(String name, List<Parameter> parameters, List<Buffer> values) {
    static Moments allocate(Device device, String name, List<Parameter> parameters) {
        return new Moments(
                name,
                parameters,
                parameters.stream().map(p -> device.allocate(p.size())).toList());
    }

    Buffer of(int parameter) {
        return values.get(parameter);
    }

    List<Safetensors.Entry> entries() {
        return IntStream.range(0, values.size())
                .mapToObj(i -> entry(parameters.get(i), name, parameters.get(i).shape(), values.get(i)))
                .toList();
    }

    static Safetensors.Entry entry(Parameter parameter, String moment, List<Integer> shape, Buffer values) {
        return new Safetensors.Entry(parameter.name() + "." + moment, shape, values);
    }
}

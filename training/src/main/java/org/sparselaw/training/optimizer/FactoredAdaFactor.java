package org.sparselaw.training.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.device.UpdateKernels;
import org.sparselaw.training.model.Parameter;
import org.sparselaw.training.model.Safetensors;

/**
 * AdaFactor as in {@link AdaFactor}, but with the second moment of a matrix kept as one number a row and one a column (Shazeer
 * and Stern 2018, section 3); vectors have one a weight. See {@link UpdateKernels#factoredAdaFactor}.
 *
 * <p>Deviation from common implementations: T5X and Optax leave matrices unfactored that are narrower than 128; here, as in the
 * paper, all are factored.
 */
final class FactoredAdaFactor implements Optimizer {
    private final Device device;
    private final List<Parameter> parameters;
    private final List<Buffer> rows = new ArrayList<>();
    private final List<Buffer> columns = new ArrayList<>();

    FactoredAdaFactor(Device device, List<Parameter> parameters) {
        this.device = device;
        this.parameters = List.copyOf(parameters);
        for (Parameter parameter : parameters) {
            boolean matrix = parameter.shape().size() == 2;
            rows.add(device.allocate(matrix ? parameter.spec().fanOut() : parameter.size()));
            columns.add(matrix ? device.allocate(parameter.spec().fanIn()) : null);
        }
    }

    @Override
    public void update(long step, double rate, Function<Parameter, Mask> masks) {
        for (int i = 0; i < parameters.size(); i++) {
            update(step, rate, parameters.get(i), rows.get(i), columns.get(i), masks.apply(parameters.get(i)));
        }
    }

    private void update(long step, double rate, Parameter p, Buffer row, Buffer column, Mask mask) {
        if (column == null) {
            device.adaFactor(AdaFactor.numbers(step, rate), p.weights(), p.gradients(), row, mask);
        } else {
            device.updates()
                    .factoredAdaFactor(
                            AdaFactor.numbers(step, rate),
                            column.size(),
                            p.weights(),
                            p.gradients(),
                            row,
                            column,
                            mask);
        }
    }

    @Override
    public List<Safetensors.Entry> state() {
        List<Safetensors.Entry> entries = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter p = parameters.get(i);
            Buffer row = rows.get(i);
            Buffer column = columns.get(i);
            if (column == null) {
                entries.add(Moments.entry(p, "second-moment", p.shape(), row));
            } else {
                entries.add(Moments.entry(p, "second-moment.rows", List.of(row.size()), row));
                entries.add(Moments.entry(p, "second-moment.columns", List.of(column.size()), column));
            }
        }
        return entries;
    }
}

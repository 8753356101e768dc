package org.sparselaw.training.optimizer;

import java.util.List;
import org.sparselaw.config.Range;
import org.sparselaw.config.Variant;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.model.Parameter;

/** Which optimiser, with all of its numbers but the learning rate. */
public sealed interface Algorithm {
    /** Starts afresh on these parameters. */
    Optimizer on(Device device, List<Parameter> parameters);

    /** {@link AdaFactor} with a second moment for each weight. */
    @Variant(key = "kind", value = "adafactor")
    record Unfactored() implements Algorithm {
        @Override
        public Optimizer on(Device device, List<Parameter> parameters) {
            return new AdaFactor(device, parameters);
        }
    }

    /** {@link FactoredAdaFactor}. */
    @Variant(key = "kind", value = "adafactor-factored")
    record Factored() implements Algorithm {
        @Override
        public Optimizer on(Device device, List<Parameter> parameters) {
            return new FactoredAdaFactor(device, parameters);
        }
    }

    /**
     * {@link org.sparselaw.training.optimizer.AdamW}.
     *
     * @param weightDecay decoupled from the gradients
     */
    @Variant(key = "kind", value = "adamw")
    record Adam(
            @Range("[0, 1)") double beta1,
            @Range("[0, 1)") double beta2,
            @Range("(0, inf)") double epsilon,
            @Range("[0, inf)") double weightDecay)
            implements Algorithm {
        @Override
        public Optimizer on(Device device, List<Parameter> parameters) {
            return new AdamW(device, this, parameters);
        }
    }

    /**
     * {@link Momentum}.
     *
     * @param weightDecay added to the gradients
     */
    @Variant(key = "kind", value = "sgd")
    record Sgd(
            @Range("[0, 1)") double momentum,
            @Range("[0, inf)") double weightDecay) implements Algorithm {
        @Override
        public Optimizer on(Device device, List<Parameter> parameters) {
            return new Momentum(device, this, parameters);
        }
    }
}

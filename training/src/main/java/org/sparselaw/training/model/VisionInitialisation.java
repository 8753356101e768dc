package org.sparselaw.training.model;

import java.util.function.DoubleSupplier;
import org.sparselaw.pipeline.shard.LabelKind;
import org.sparselaw.training.model.TensorSpec.Role;

/**
 * How the weights of a vision transformer start, as big_vision starts them (Beyer et al. 2022): kernels uniform with
 * variance 2 / (fan-in + fan-out), the patch embedding truncated normal with variance 1 / fan-in, positions normal with
 * variance 1 / width, class token and biases 0, norm scales 1. Deviation: the map to the classes starts as the patch
 * embedding does and not at 0, for AdaFactor's steps are relative to the weights; and with sigmoids its bias is such that
 * each of C classes begins with probability 1 / C.
 */
final class VisionInitialisation {
    private VisionInitialisation() {}

    /** The weights a tensor starts with; a function of its name, its shape and the seed. */
    static float[] of(VisionConfig config, TensorSpec tensor, long seed) {
        RandomStream random = new RandomStream(seed, tensor.name());
        return switch (tensor.role()) {
            case NORM -> Initialisation.filled(tensor, () -> 1);
            case KERNEL -> Initialisation.filled(tensor, uniform(tensor, random));
            case POSITION -> {
                boolean token = tensor.name().equals(VisionTensors.CLASS_TOKEN);
                double deviation = token ? 0 : Math.sqrt(1.0 / tensor.shape().get(2));
                yield Initialisation.filled(tensor, () -> deviation * random.normal());
            }
            case EMBEDDING, LOGITS ->
                tensor.shape().size() > 1
                        ? Initialisation.truncatedNormal(tensor, random)
                        : Initialisation.filled(tensor, () -> bias(config, tensor));
            case BIAS, RELATIVE_BIAS -> new float[tensor.size()];
        };
    }

    private static double bias(VisionConfig config, TensorSpec tensor) {
        boolean sigmoids = tensor.role() == Role.LOGITS && config.labels() == LabelKind.SEVERAL;
        return sigmoids ? -StrictMath.log(Math.max(1, config.classes() - 1)) : 0;
    }

    private static DoubleSupplier uniform(TensorSpec tensor, RandomStream random) {
        double limit = Math.sqrt(6.0 / (tensor.fanIn() + tensor.fanOut()));
        return () -> limit * (2 * random.uniform() - 1);
    }
}

package org.sparselaw.training.model;

import java.util.function.DoubleSupplier;

/**
 * How T5X starts the tensors of T5.1.1: attention kernels normal, feed-forward kernels and logits truncated normal, both of
 * variance 1/fan-in; queries divided by sqrt(headSize), for their logits are not; embeddings normal of variance 1; relative biases
 * uniform of variance 2/(fan-in + fan-out); norm scales 1.
 */
final class Initialisation {
    /** Standard deviation of a standard normal variable cut off at -2 and 2; jax.nn.initializers divides by it. */
    static final double TRUNCATED_DEVIATION = 0.8796256610342398;

    private Initialisation() {}

    /** The weights a tensor starts with; a function of its name, its shape and the seed. */
    static float[] t5(TensorSpec tensor, int headSize, long seed) {
        RandomStream random = new RandomStream(seed, tensor.name());
        return switch (tensor.role()) {
            case NORM -> filled(tensor, () -> 1);
            case EMBEDDING -> filled(tensor, random::normal);
            case RELATIVE_BIAS -> {
                double limit = Math.sqrt(3 * 2.0 / (tensor.fanIn() + tensor.fanOut()));
                yield filled(tensor, () -> limit * (2 * random.uniform() - 1));
            }
            case LOGITS -> truncatedNormal(tensor, random);
            case BIAS, POSITION -> throw new IllegalArgumentException(tensor + " is no tensor of T5");
            case KERNEL ->
                tensor.name().contains("Attention.")
                        ? attention(tensor, headSize, random)
                        : truncatedNormal(tensor, random);
        };
    }

    private static float[] attention(TensorSpec tensor, int headSize, RandomStream random) {
        double deviation = Math.sqrt(1.0 / tensor.fanIn());
        double scaled = tensor.name().endsWith(".q.weight") ? deviation / Math.sqrt(headSize) : deviation;
        return filled(tensor, () -> scaled * random.normal());
    }

    static float[] truncatedNormal(TensorSpec tensor, RandomStream random) {
        double scale = Math.sqrt(1.0 / tensor.fanIn()) / TRUNCATED_DEVIATION;
        return filled(tensor, () -> {
            double value = random.normal();
            while (Math.abs(value) > 2) {
                value = random.normal();
            }
            return scale * value;
        });
    }

    static float[] filled(TensorSpec tensor, DoubleSupplier next) {
        float[] values = new float[tensor.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) next.getAsDouble();
        }
        return values;
    }
}

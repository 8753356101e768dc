package org.sparselaw.training.model;

import java.util.List;
import java.util.function.ToLongFunction;
import org.sparselaw.training.device.LossSum;

/** A model on a device, with memory for batches of one shape. Used by one thread at a time. */
public interface Model {
    /** All parameter tensors, always in the same order. */
    List<Parameter> parameters();

    /** Sets the weights; each tensor depends on the seed and its own name alone. */
    void initialise(long seed);

    /** Forward and backward: replaces all gradients by those of the mean loss of this batch, z-loss included. */
    LossSum trainStep(Batch batch);

    /** Forward alone, without the z-loss. */
    Evaluation validate(Batch batch);

    /** Device memory besides weights and gradients, in bytes. */
    long activationBytes();

    /**
     * FLOP of matrix products in forward and backward for one training example, 6 a weight and token; weights that are 0
     * count nothing. What the arithmetic needs in theory, not what a device spends: dense devices multiply zeros too.
     *
     * @param nonZeros weights of a tensor that are not 0
     */
    double flopPerExample(ToLongFunction<TensorSpec> nonZeros);

    /** As {@link #flopPerExample(ToLongFunction)} when no weight is 0. */
    default double flopPerExample() {
        return flopPerExample(TensorSpec::size);
    }
}

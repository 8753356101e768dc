package org.sparselaw.training.data;

import java.util.List;
import java.util.function.ToLongFunction;
import org.sparselaw.analysis.runs.DataUnit;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.model.Batch;
import org.sparselaw.training.model.Model;
import org.sparselaw.training.model.TensorSpec;

/** A model and what it is trained to do with the examples of a shard set. */
public sealed interface Task permits TextTask, ImageTask {
    /**
     * The model with all its memory; weights are zero until {@link Model#initialise}.
     *
     * @param batch examples a step
     */
    Model model(Device device, int batch);

    /** @param set with at least one training example */
    TrainingBatches training(TrainingSet set, int batch, long seed);

    /**
     * The first validation examples of a set, in memory, always the same, whatever the run's seed, so that the losses of all
     * runs on the set can be compared.
     *
     * @param examples how many, at most the number the set has
     * @param batch rows of a batch; the last one is filled up
     */
    List<Batch> validation(TrainingSet set, int examples, int batch);

    /** What D counts. */
    DataUnit unit();

    /** One example as D counts it: an image, or the tokens that the encoder reads, or the decoder where there is none. */
    long dataPerExample();

    /** Positions that one example has in the model: tokens as D counts them, or patches and class token of an image. */
    long tokensPerExample();

    /** FLOP of the matrix products of one training example; weights that are 0 count nothing. */
    double flopPerExample(ToLongFunction<TensorSpec> nonZeros);
}

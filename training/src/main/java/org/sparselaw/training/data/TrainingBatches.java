package org.sparselaw.training.data;

import org.sparselaw.training.model.Batch;

/**
 * The endless sequence of training batches of a shard set: epoch after epoch, each in a new order and with new random draws,
 * every example once an epoch. It is a pure function of (shard set, seed); a shorter run sees the beginning of what a longer
 * one sees. A batch may hold the end of one epoch and the beginning of the next.
 */
public interface TrainingBatches {
    Batch next();

    /** Passes over what {@link #next} would give so many times; to be called before it. */
    void skip(long batches);

    /** Which pass over the data the last example came from, from 0. */
    long epoch();
}

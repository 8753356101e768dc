package org.sparselaw.training.run;

/** Hears of every step of a run, on the thread that trains; an exception from it ends the run unfinished. */
@FunctionalInterface
public interface RunListener {
    RunListener NONE = (step, loss, sparsity) -> {};

    /**
     * @param step just done, from 0
     * @param loss mean cross-entropy of the step's batch, in nats, before the update
     * @param sparsity of the model after the step
     */
    void step(long step, double loss, double sparsity);
}

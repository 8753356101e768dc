package org.sparselaw.training.optimizer;

/** The size of an optimiser's steps over a run; relative to the weights for AdaFactor, absolute for the others. */
public sealed interface LearningRate permits InverseSquareRoot, Cosine, Linear, Flat {
    /** In a step, from 0. */
    double at(long step);
}

package org.sparselaw.training.device;

/**
 * A tensor in a step of an optimiser; all buffers are of one size.
 *
 * @param w weights
 * @param g gradients
 * @param m first moments, or null where the optimiser has none
 * @param v second moments, likewise
 * @param mask or null for a dense tensor
 */
public record UpdatedTensor(Buffer w, Buffer g, Buffer m, Buffer v, Mask mask) {}

package org.sparselaw.training.device;

/**
 * The numbers of one step of stochastic gradient descent.
 *
 * @param rate learning rate of this step
 * @param momentum share of the last step's direction that is kept
 * @param decay weight decay, added to the gradients
 */
public record MomentumStep(float rate, float momentum, float decay) {}

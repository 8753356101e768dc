package org.sparselaw.training.device;

/**
 * The numbers of one AdamW step.
 *
 * @param rate learning rate of this step
 * @param correction1 1 - beta1^t for step t from 1
 * @param correction2 1 - beta2^t
 * @param decay weight decay, decoupled from the gradients
 */
public record AdamWStep(
        float rate, float beta1, float beta2, float correction1, float correction2, float epsilon, float decay) {}

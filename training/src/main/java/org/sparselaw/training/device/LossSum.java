package org.sparselaw.training.device;

/**
 * Loss over the positions whose label is not padding.
 *
 * @param crossEntropy sum of -log p(label), in nats
 * @param zLoss sum of z * log(Z)^2
 * @param count how many positions were counted
 */
public record LossSum(double crossEntropy, double zLoss, long count) {
    public LossSum plus(LossSum other) {
        return new LossSum(crossEntropy + other.crossEntropy, zLoss + other.zLoss, count + other.count);
    }

    /** Mean cross-entropy a counted position, in nats; without the z-loss. */
    public double mean() {
        return crossEntropy / count;
    }
}

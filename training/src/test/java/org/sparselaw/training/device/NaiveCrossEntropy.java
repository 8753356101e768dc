package org.sparselaw.training.device;

/** Cross-entropy with z-loss over rows of logits, rows of padding left out. */
final class NaiveCrossEntropy {
    private NaiveCrossEntropy() {}

    static LossSum loss(double[] logits, int[] labels, int vocabulary, int padding, double zLoss) {
        double crossEntropy = 0;
        double z = 0;
        long count = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] != padding) {
                double logZ = logSumExp(logits, i * vocabulary, vocabulary);
                crossEntropy += logZ - logits[i * vocabulary + labels[i]];
                z += zLoss * logZ * logZ;
                count++;
            }
        }
        return new LossSum(crossEntropy, z, count);
    }

    static LossSum withGradient(
            double[] logits, int[] labels, int vocabulary, int padding, double zLoss, long counted) {
        LossSum sum = loss(logits, labels, vocabulary, padding, zLoss);
        for (int i = 0; i < labels.length; i++) {
            int from = i * vocabulary;
            double logZ = logSumExp(logits, from, vocabulary);
            for (int j = 0; j < vocabulary; j++) {
                double softmax = Math.exp(logits[from + j] - logZ);
                double gradient = (1 + 2 * zLoss * logZ) * softmax - (j == labels[i] ? 1 : 0);
                logits[from + j] = labels[i] == padding ? 0 : gradient / counted;
            }
        }
        return sum;
    }

    private static double logSumExp(double[] x, int from, int count) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < count; j++) {
            greatest = Math.max(greatest, x[from + j]);
        }
        double sum = 0;
        for (int j = 0; j < count; j++) {
            sum += Math.exp(x[from + j] - greatest);
        }
        return greatest + Math.log(sum);
    }
}

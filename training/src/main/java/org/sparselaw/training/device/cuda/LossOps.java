package org.sparselaw.training.device.cuda;

import org.sparselaw.training.device.LossSum;

/** Losses: a kernel writes those of each row, another adds them up. */
final class LossOps {
    private final Card card;
    private final Sums sums;
    private final CardScratch rows;

    LossOps(Card card, Sums sums) {
        this.card = card;
        this.sums = sums;
        this.rows = new CardScratch(card);
    }

    LossSum crossEntropy(CudaBuffer logits, CudaIds labels, int vocabulary, int padding) {
        return crossEntropy(logits, labels, vocabulary, padding, 0, 0, 0);
    }

    LossSum crossEntropyWithGradient(
            CudaBuffer logits, CudaIds labels, int vocabulary, int padding, float zLoss, long counted) {
        return crossEntropy(logits, labels, vocabulary, padding, 1, zLoss, counted);
    }

    private LossSum crossEntropy(
            CudaBuffer logits, CudaIds labels, int vocabulary, int padding, int gradient, float zLoss, long counted) {
        int count = labels.size();
        long losses = rows.atLeast(2L * count * Double.BYTES);
        Launch.blocks("crossEntropy", count)
                .numbers(logits)
                .address(labels.address())
                .integer(vocabulary)
                .integer(padding)
                .integer(gradient)
                .real(zLoss)
                .real((float) counted)
                .address(losses)
                .on(card);
        double[] totals = sums.totals(losses, 2 * count, 2);
        return new LossSum(totals[0], zLoss * totals[1], labels.countOfOthers(padding));
    }

    LossSum sigmoidCrossEntropy(CudaBuffer logits, CudaIds labels, int classes, int counted) {
        return sigmoidCrossEntropy(logits, labels, classes, counted, 0);
    }

    LossSum sigmoidCrossEntropyWithGradient(CudaBuffer logits, CudaIds labels, int classes, int counted) {
        return sigmoidCrossEntropy(logits, labels, classes, counted, 1);
    }

    private LossSum sigmoidCrossEntropy(CudaBuffer logits, CudaIds labels, int classes, int counted, int gradient) {
        int count = logits.size() / classes;
        long losses = rows.atLeast((long) count * Double.BYTES);
        Launch.blocks("sigmoidCrossEntropy", count)
                .numbers(logits)
                .address(labels.address())
                .integer(labels.size() / count)
                .integer(classes)
                .integer(counted)
                .integer(gradient)
                .address(losses)
                .on(card);
        return new LossSum(sums.totals(losses, count, 1)[0], 0, counted);
    }
}

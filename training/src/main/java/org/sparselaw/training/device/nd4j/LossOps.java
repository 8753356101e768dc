package org.sparselaw.training.device.nd4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.shape.OneHot;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.sparselaw.training.device.LossSum;

/** Cross-entropy over rows of logits, in double precision. */
final class LossOps {
    private final INDArray logits;
    private final INDArray onehot;
    private final INDArray counted;
    private final INDArray logZ;

    /**
     * @param flat rows x vocabulary
     * @param labels a label a row
     * @param padding the label of rows that do not count
     */
    LossOps(INDArray flat, INDArray labels, int vocabulary, int padding) {
        logits = flat.castTo(DataType.DOUBLE).reshape(labels.length(), vocabulary);
        onehot =
                Nd4j.exec(new OneHot(
                        labels, Nd4j.createUninitialized(DataType.DOUBLE, labels.length(), vocabulary), vocabulary))[0];
        counted = labels.neq(padding).castTo(DataType.DOUBLE).reshape(labels.length(), 1);
        INDArray greatest = logits.max(true, 1);
        logZ = Transforms.log(Transforms.exp(logits.sub(greatest), false).sum(true, 1), false)
                .addi(greatest);
    }

    LossSum loss(double zLoss) {
        INDArray labelled = logits.mul(onehot).sum(true, 1);
        double crossEntropy = Sums.of(logZ.sub(labelled).muli(counted));
        double z = Sums.of(logZ.mul(logZ).muli(counted).muli(zLoss));
        return new LossSum(crossEntropy, z, Counts.of(counted));
    }

    /** Of both losses over the rows of the whole batch that count. */
    INDArray gradient(double zLoss, long counts) {
        INDArray softmax = Transforms.exp(logits.sub(logZ), false);
        INDArray weight = logZ.mul(2 * zLoss).addi(1);
        return softmax.muli(weight).subi(onehot).muli(counted).divi(counts);
    }
}

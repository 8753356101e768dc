package org.sparselaw.training.device.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Root-mean-square normalisation of rows. */
record NormOps(int rows, int width) {
    void rmsNorm(INDArray x, INDArray scale, float epsilon, INDArray y, INDArray inverseRms) {
        INDArray xs = matrix(x);
        INDArray mean = Sums.along(1, xs.mul(xs)).divi(width);
        INDArray r = Transforms.sqrt(mean.addi(epsilon), false).rdivi(1);
        inverseRms.assign(r.reshape(rows));
        matrix(y).assign(xs.mul(r).muli(row(scale)));
    }

    void rmsNormBackward(INDArray dy, INDArray x, INDArray scale, INDArray inverseRms, INDArray dx, INDArray dScale) {
        INDArray r = inverseRms.reshape(rows, 1);
        INDArray normalised = matrix(x).mul(r);
        INDArray scaled = matrix(dy).mul(row(scale));
        // x r^3 mean(dy scale x), with x r as one factor: r^3 alone would leave the range of floats early.
        INDArray along = Sums.along(1, scaled.mul(normalised)).divi(width);
        matrix(dx).addi(scaled.sub(normalised.mul(along)).muli(r));
        dScale.addi(Sums.along(0, matrix(dy).mul(normalised)).reshape(width));
    }

    private INDArray matrix(INDArray flat) {
        return flat.reshape(rows, width);
    }

    private INDArray row(INDArray flat) {
        return flat.reshape(1, width);
    }
}

package org.sparselaw.training.device.nd4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sums in double precision: those of ND4J are in the precision of their array, and its errors grow with the length. */
final class Sums {
    private Sums() {}

    /** Over one dimension, which stays with length 1; rounded to f32. */
    static INDArray along(int dimension, INDArray x) {
        return x.castTo(DataType.DOUBLE).sum(true, dimension).castTo(DataType.FLOAT);
    }

    static double of(INDArray x) {
        return x.castTo(DataType.DOUBLE).sumNumber().doubleValue();
    }

    static double ofSquares(INDArray x) {
        INDArray exact = x.castTo(DataType.DOUBLE);
        return exact.mul(exact).sumNumber().doubleValue();
    }
}

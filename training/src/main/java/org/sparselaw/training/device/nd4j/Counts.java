package org.sparselaw.training.device.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.longer.CountNonZero;
import org.nd4j.linalg.factory.Nd4j;

/** Exact counts. ND4J's conditions for equality will not do: they take numbers up to 1e-5 for 0. */
final class Counts {
    private Counts() {}

    /** How many numbers are not 0, or how many truths are true. */
    static long of(INDArray x) {
        return Nd4j.getExecutioner().exec(new CountNonZero(x)).getLong(0);
    }
}

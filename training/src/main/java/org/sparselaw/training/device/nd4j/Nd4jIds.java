package org.sparselaw.training.device.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparselaw.training.device.Ids;

/** @param array of rank 1 and type INT */
record Nd4jIds(INDArray array) implements Ids {
    static INDArray of(Ids ids) {
        return ids == null ? null : ((Nd4jIds) ids).array;
    }

    @Override
    public int size() {
        return Math.toIntExact(array.length());
    }

    @Override
    public void set(int[] values) {
        try (INDArray copy = Nd4j.createFromArray(values)) {
            array.assign(copy);
        }
    }
}

package org.sparselaw.training.device.nd4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparselaw.training.device.Mask;

/** @param keep of rank 1 and type BOOL */
record Nd4jMask(INDArray keep) implements Mask {
    static INDArray of(Mask mask) {
        return mask == null ? null : ((Nd4jMask) mask).keep;
    }

    /** x where the mask keeps, 0 elsewhere, NaN included; written over x. */
    static void apply(INDArray keep, INDArray x) {
        if (keep != null) {
            x.assign(Select.where(keep, x, Nd4j.zerosLike(x)));
        }
    }

    @Override
    public int size() {
        return Math.toIntExact(keep.length());
    }

    @Override
    public int kept() {
        return Math.toIntExact(Counts.of(keep));
    }

    @Override
    public long[] toBits() {
        boolean[] kept = new boolean[size()];
        float[] values = keep.castTo(DataType.FLOAT).toFloatVector();
        long[] bits = new long[(kept.length + Long.SIZE - 1) / Long.SIZE];
        for (int i = 0; i < kept.length; i++) {
            if (values[i] != 0) {
                bits[i / Long.SIZE] |= 1L << i;
            }
        }
        return bits;
    }

    @Override
    public void set(long[] bits) {
        boolean[] values = new boolean[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (bits[i / Long.SIZE] >>> i & 1) == 1;
        }
        try (INDArray copy = Nd4j.createFromArray(values)) {
            keep.assign(copy);
        }
    }
}

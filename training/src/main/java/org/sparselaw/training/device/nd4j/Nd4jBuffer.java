package org.sparselaw.training.device.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Matrix;

/**
 * A flat array of f32; or the memory of somebody else's array, such as a parameter of a DL4J network.
 *
 * @param array of rank 1 and stride 1
 */
record Nd4jBuffer(INDArray array) implements Buffer {
    static INDArray of(Buffer buffer) {
        return buffer == null ? null : ((Nd4jBuffer) buffer).array;
    }

    /** A view of a flat array as a matrix. */
    static INDArray of(Matrix m) {
        boolean rowMajor = m.columnStride() <= m.rowStride();
        return view(m, new long[] {m.rows(), m.columns()}, new long[] {m.rowStride(), m.columnStride()}, rowMajor);
    }

    /**
     * A view of a matrix of (sequences * length) x (heads * headSize) as sequences x heads x length x headSize.
     */
    static INDArray heads(Matrix m, int sequences, int heads, int length, int headSize) {
        long[] shape = {sequences, heads, length, headSize};
        long[] strides = {
            (long) length * m.rowStride(), (long) headSize * m.columnStride(), m.rowStride(), m.columnStride()
        };
        return view(m, shape, strides, true);
    }

    private static INDArray view(Matrix m, long[] shape, long[] strides, boolean rowMajor) {
        INDArray flat = of(m.data());
        return Nd4j.create(flat.data(), shape, strides, flat.offset() + m.offset(), rowMajor ? 'c' : 'f');
    }

    @Override
    public int size() {
        return Math.toIntExact(array.length());
    }

    @Override
    public void set(float[] values) {
        try (INDArray copy = Nd4j.createFromArray(values)) {
            array.assign(copy);
        }
    }

    @Override
    public float[] toArray() {
        return array.toFloatVector();
    }
}

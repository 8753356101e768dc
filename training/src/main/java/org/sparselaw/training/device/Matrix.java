package org.sparselaw.training.device;

/**
 * A view of a buffer: entry (i, j) lies at {@code offset + i * rowStride + j * columnStride}. Transposes, slices of fused
 * projections and single heads are views; nothing is copied.
 */
public record Matrix(Buffer data, int offset, int rows, int columns, int rowStride, int columnStride) {

    /** The first rows x columns entries in row-major order. */
    public static Matrix of(Buffer data, int rows, int columns) {
        return new Matrix(data, 0, rows, columns, columns, 1);
    }

    public Matrix transposed() {
        return new Matrix(data, offset, columns, rows, columnStride, rowStride);
    }

    /** Rows {@code from} (inclusive) to {@code from + count} (exclusive). */
    public Matrix rows(int from, int count) {
        return new Matrix(data, offset + from * rowStride, count, columns, rowStride, columnStride);
    }

    /** Columns {@code from} (inclusive) to {@code from + count} (exclusive). */
    public Matrix columns(int from, int count) {
        return new Matrix(data, offset + from * columnStride, rows, count, rowStride, columnStride);
    }
}

package org.sparselaw.training.device.cpu;

import org.sparselaw.training.device.Matrix;
import org.sparselaw.training.device.Precision;

/**
 * The geometry of C = alpha A B + beta C over batch x heads pairs of matrices, A m x k, B k x n, C m x n. Where the matrices
 * lie is not part of it: one geometry is one compiled kernel.
 *
 * @param beta 0 or 1
 * @param operands what A and B are of; C is f32
 */
record Gemm(
        int batch,
        int heads,
        int m,
        int n,
        int k,
        Strides a,
        Strides b,
        Strides c,
        float alpha,
        float beta,
        Precision operands) {

    /** Distances, in numbers, between neighbouring batch entries, heads, rows and columns. */
    record Strides(int batch, int head, int row, int column) {
        Strides transposed() {
            return new Strides(batch, head, column, row);
        }

        /** The address of one matrix of f32, from that of the first. */
        long at(long address, int batchIndex, int headIndex) {
            return address + Float.BYTES * ((long) batchIndex * batch + (long) headIndex * head);
        }
    }

    static Gemm of(float alpha, Matrix a, Matrix b, float beta, Matrix c) {
        return of(Precision.F32, alpha, a, b, beta, c);
    }

    static Gemm of(Precision operands, float alpha, Matrix a, Matrix b, float beta, Matrix c) {
        return new Gemm(
                1, 1, a.rows(), b.columns(), a.columns(), strides(a), strides(b), strides(c), alpha, beta, operands);
    }

    private static Strides strides(Matrix x) {
        return new Strides(0, 0, x.rowStride(), x.columnStride());
    }

    /** The part of one batch entry, all heads. */
    Gemm ofOneBatch() {
        return new Gemm(1, heads, m, n, k, a, b, c, alpha, beta, operands);
    }

    /** The part of one head, all batch entries. */
    Gemm ofOneHead() {
        return new Gemm(batch, 1, m, n, k, a, b, c, alpha, beta, operands);
    }
}

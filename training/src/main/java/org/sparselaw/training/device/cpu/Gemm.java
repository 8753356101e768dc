package org.sparselaw.training.device.cpu;

import org.sparselaw.training.device.Matrix;
import org.sparselaw.training.device.Precision;

/**
 * The geometry of C = alpha A B + beta C over a batch of pairs of matrices, A m x k, B k x n, C m x n. Where the matrices
 * lie is not part of it: one geometry is one compiled kernel.
 *
 * @param beta 0 or 1
 * @param operands what A and B are of; C is f32
 */
record Gemm(
        int batch, int m, int n, int k, Strides a, Strides b, Strides c, float alpha, float beta, Precision operands) {

    /** Distances, in numbers, between neighbouring batch entries, rows and columns. */
    record Strides(int batch, int row, int column) {
        Strides transposed() {
            return new Strides(batch, column, row);
        }

        /** The address of one matrix of f32, from that of the first. */
        long at(long address, int batchIndex) {
            return address + Float.BYTES * ((long) batchIndex * batch);
        }
    }

    static Gemm of(float alpha, Matrix a, Matrix b, float beta, Matrix c) {
        return of(Precision.F32, alpha, a, b, beta, c);
    }

    static Gemm of(Precision operands, float alpha, Matrix a, Matrix b, float beta, Matrix c) {
        return new Gemm(
                1, a.rows(), b.columns(), a.columns(), strides(a), strides(b), strides(c), alpha, beta, operands);
    }

    private static Strides strides(Matrix x) {
        return new Strides(0, x.rowStride(), x.columnStride());
    }
}

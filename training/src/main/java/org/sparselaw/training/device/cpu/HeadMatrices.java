package org.sparselaw.training.device.cpu;

import org.sparselaw.training.device.AttentionShape;
import org.sparselaw.training.device.Matrix;
import org.sparselaw.training.device.Precision;
import org.sparselaw.training.device.cpu.Gemm.Strides;

/** The three batched multiplications of attention, and where their operands begin, sequence by sequence and head by head. */
record HeadMatrices(AttentionShape shape) {

    /** Numbers of queries x keys, over all heads of one sequence. */
    int perSequence() {
        return shape.heads() * shape.queries() * shape.keys();
    }

    /** Where sequence {@code first} begins in a matrix of queries. */
    long queries(Matrix x, int first) {
        return address(x, first * shape.queries());
    }

    /** Where sequence {@code first} begins in a matrix of keys or values. */
    long keys(Matrix x, int first) {
        return address(x, first * shape.keys());
    }

    private static long address(Matrix x, int row) {
        return CpuBuffer.of(x.data()).address(x.offset() + row * x.rowStride());
    }

    /** queries x keys = alpha (queries x headSize) (keys x headSize)^T. */
    Gemm queriesByKeys(int sequences, float alpha, Matrix q, Matrix k) {
        Strides transposed = heads(k, shape.keys()).transposed();
        return gemm(
                sequences,
                shape.queries(),
                shape.keys(),
                shape.headSize(),
                heads(q, shape.queries()),
                transposed,
                scores(),
                alpha);
    }

    /** queries x headSize = alpha (queries x keys) (keys x headSize). */
    Gemm sumOverKeys(int sequences, float alpha, Matrix v, Matrix out) {
        return gemm(
                sequences,
                shape.queries(),
                shape.headSize(),
                shape.keys(),
                scores(),
                heads(v, shape.keys()),
                heads(out, shape.queries()),
                alpha);
    }

    /** keys x headSize = alpha (queries x keys)^T (queries x headSize). */
    Gemm sumOverQueries(int sequences, float alpha, Matrix x, Matrix out) {
        return gemm(
                sequences,
                shape.keys(),
                shape.headSize(),
                shape.queries(),
                scores().transposed(),
                heads(x, shape.queries()),
                heads(out, shape.keys()),
                alpha);
    }

    private Gemm gemm(int sequences, int m, int n, int k, Strides a, Strides b, Strides c, float alpha) {
        return new Gemm(sequences, shape.heads(), m, n, k, a, b, c, alpha, 0, Precision.F32);
    }

    private Strides heads(Matrix x, int length) {
        return new Strides(length * x.rowStride(), shape.headSize(), x.rowStride(), 1);
    }

    private Strides scores() {
        return new Strides(perSequence(), shape.queries() * shape.keys(), shape.keys(), 1);
    }
}

package org.sparselaw.training.device.cpu;

import java.util.List;
import java.util.stream.IntStream;
import org.sparselaw.training.device.AttentionShape;
import org.sparselaw.training.device.AttentionShape.Visibility;
import org.sparselaw.training.device.Matrix;
import org.sparselaw.training.device.Precision;
import org.sparselaw.training.device.cpu.Gemm.Strides;

/**
 * The three batched multiplications of attention for a band of queries, and where their operands begin, sequence by sequence and
 * head by head.
 *
 * @param firstQuery of the band
 * @param queries of the band
 * @param keys that the band sees: the first so many
 */
record HeadMatrices(AttentionShape shape, int firstQuery, int queries, int keys) {
    /** Queries of a causal band: small enough to leave out most of what is not seen, large enough for fast products. */
    private static final int BAND = 128;

    /** All queries and keys. */
    HeadMatrices(AttentionShape shape) {
        this(shape, 0, shape.queries(), shape.keys());
    }

    /**
     * What together is all of the attention but for keys that no query of a band sees. The last band has all keys, so that what
     * is summed over bands can be written by it and added to by the others.
     */
    static List<HeadMatrices> bands(AttentionShape shape) {
        if (shape.visibility() == Visibility.ALL || shape.queries() <= BAND) {
            return List.of(new HeadMatrices(shape));
        }
        return IntStream.iterate(0, first -> first < shape.queries(), first -> first + BAND)
                .mapToObj(first -> {
                    int end = Math.min(first + BAND, shape.queries());
                    int seen = end == shape.queries() ? shape.keys() : Math.min(end, shape.keys());
                    return new HeadMatrices(shape, first, end - first, seen);
                })
                .toList();
    }

    /** Numbers of queries x keys, over all heads of one sequence. */
    int perSequence() {
        return shape.heads() * shape.queries() * shape.keys();
    }

    /** Where the band of sequence {@code first} begins in a matrix of queries. */
    long queries(Matrix x, int first) {
        return address(x, first * shape.queries() + firstQuery);
    }

    /** Where sequence {@code first} begins in a matrix of keys or values. */
    long keys(Matrix x, int first) {
        return address(x, first * shape.keys());
    }

    /** Where the band of sequence {@code first} begins in a buffer of queries x keys. */
    long scores(CpuBuffer x, int first) {
        return x.address(first * perSequence() + firstQuery * shape.keys());
    }

    private static long address(Matrix x, int row) {
        return CpuBuffer.of(x.data()).address(x.offset() + row * x.rowStride());
    }

    /** queries x keys = alpha (queries x headSize) (keys x headSize)^T. */
    Gemm queriesByKeys(int sequences, float alpha, Matrix q, Matrix k) {
        Strides transposed = heads(k, shape.keys()).transposed();
        return gemm(
                sequences,
                queries,
                keys,
                shape.headSize(),
                heads(q, shape.queries()),
                transposed,
                scoreStrides(),
                alpha,
                0);
    }

    /** queries x headSize = alpha (queries x keys) (keys x headSize). */
    Gemm sumOverKeys(int sequences, float alpha, Matrix v, Matrix out) {
        return gemm(
                sequences,
                queries,
                shape.headSize(),
                keys,
                scoreStrides(),
                heads(v, shape.keys()),
                heads(out, shape.queries()),
                alpha,
                0);
    }

    /** keys x headSize = alpha (queries x keys)^T (queries x headSize); the last band writes, the others add. */
    Gemm sumOverQueries(int sequences, float alpha, Matrix x, Matrix out) {
        boolean last = firstQuery + queries == shape.queries();
        return gemm(
                sequences,
                keys,
                shape.headSize(),
                queries,
                scoreStrides().transposed(),
                heads(x, shape.queries()),
                heads(out, shape.keys()),
                alpha,
                last ? 0 : 1);
    }

    private Gemm gemm(int sequences, int m, int n, int k, Strides a, Strides b, Strides c, float alpha, float beta) {
        return new Gemm(sequences, shape.heads(), m, n, k, a, b, c, alpha, beta, Precision.F32);
    }

    private Strides heads(Matrix x, int length) {
        return new Strides(length * x.rowStride(), shape.headSize(), x.rowStride(), 1);
    }

    private Strides scoreStrides() {
        return new Strides(perSequence(), shape.queries() * shape.keys(), shape.keys(), 1);
    }
}

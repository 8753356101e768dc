package org.sparselaw.training.device.cpu;

import java.util.List;
import java.util.stream.IntStream;
import org.sparselaw.training.device.AttentionShape;
import org.sparselaw.training.device.AttentionShape.Visibility;
import org.sparselaw.training.device.Matrix;
import org.sparselaw.training.device.Precision;
import org.sparselaw.training.device.cpu.Gemm.Strides;

/**
 * The three multiplications of attention for a band of queries of one head, over several sequences at once, and where their
 * operands begin. The scores of a band, queries x keys, lie one row behind the other, without the keys that it does not see.
 *
 * @param first query of the band
 * @param queries of the band
 * @param keys that the band sees: the first so many
 * @param operands what is multiplied; sums are f32
 */
record QueryBand(AttentionShape shape, int first, int queries, int keys, Precision operands) {
    /**
     * One head of some neighbouring sequences, which are handled together.
     *
     * @param begunByAnother whether a worker before has handled other sequences of the head
     */
    record Part(int head, int first, int sequences, boolean begunByAnother) {}

    /** Queries of a band: few enough to leave out most of what is not seen, enough for fast products. */
    static final int MOST_QUERIES = 64;

    /**
     * What together is all of the attention but for keys that no query of a band sees. The last band has all keys, so that what
     * is summed over bands can be written by it and added to by the others.
     */
    static List<QueryBand> of(AttentionShape shape, Precision operands) {
        int count = (shape.queries() + MOST_QUERIES - 1) / MOST_QUERIES;
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    int first = (int) ((long) i * shape.queries() / count);
                    int end = (int) ((i + 1L) * shape.queries() / count);
                    boolean all = i == count - 1 || shape.visibility() == Visibility.ALL;
                    int keys = all ? shape.keys() : Math.min(end, shape.keys());
                    return new QueryBand(shape, first, end - first, keys, operands);
                })
                .toList();
    }

    /** Scores of one head of one sequence, over all bands. */
    static int perHead(AttentionShape shape) {
        return shape.queries() * shape.keys();
    }

    /** Scores of the band in one sequence. */
    int scores() {
        return queries * keys;
    }

    /** Keys that a query of the band sees: the first so many. */
    int seen(int query) {
        return shape.visibility() == Visibility.CAUSAL ? Math.min(query + 1, keys) : keys;
    }

    /** Where the band begins in a matrix of queries. */
    long queries(Matrix x, Precision numbers, Part part) {
        return address(x, numbers, part.first() * shape.queries() + first, part.head());
    }

    /** Where the sequences begin in a matrix of keys or values. */
    long keys(Matrix x, Precision numbers, Part part) {
        return address(x, numbers, part.first() * shape.keys(), part.head());
    }

    /** The number of the first score of the band, when heads and sequences lie one behind the other. */
    int start(Part part) {
        return (part.head() * shape.batch() + part.first()) * perHead(shape) + first * shape.keys();
    }

    private long address(Matrix x, Precision numbers, int row, int head) {
        long first = x.offset() + (long) row * x.rowStride() + head * shape.headSize();
        return CpuBuffer.asOperand(x.data()).address(0) + first * numbers.bytes();
    }

    /** queries x keys = alpha (queries x headSize) (keys x headSize)^T. */
    Gemm queriesByKeys(int sequences, float alpha, Matrix q, Matrix k) {
        Strides transposed = rows(k, shape.keys()).transposed();
        return gemm(
                sequences,
                queries,
                keys,
                shape.headSize(),
                rows(q, shape.queries()),
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
                rows(v, shape.keys()),
                rows(out, shape.queries()),
                alpha,
                0);
    }

    /** keys x headSize = alpha (queries x keys)^T (queries x headSize); the last band writes, the others add. */
    Gemm sumOverQueries(int sequences, float alpha, Matrix x, Matrix out) {
        boolean last = first + queries == shape.queries();
        return gemm(
                sequences,
                keys,
                shape.headSize(),
                queries,
                scoreStrides().transposed(),
                rows(x, shape.queries()),
                rows(out, shape.keys()),
                alpha,
                last ? 0 : 1);
    }

    private Gemm gemm(int sequences, int m, int n, int k, Strides a, Strides b, Strides c, float alpha, float beta) {
        return new Gemm(sequences, m, n, k, a, b, c, alpha, beta, operands);
    }

    private static Strides rows(Matrix x, int length) {
        return new Strides(length * x.rowStride(), x.rowStride(), 1);
    }

    private Strides scoreStrides() {
        return new Strides(perHead(shape), keys, 1);
    }
}

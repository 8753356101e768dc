package org.sparselaw.training.device.cpu;

import org.sparselaw.training.device.Matrix;

/**
 * Copies of matrices in bfloat16, rounded to nearest even: operands of one product. A matrix is converted where it is used, so
 * that no copy can be out of date; that costs a few percent of the product.
 */
final class RoundedOperands {
    private static final int GRAIN = 16;

    private final Workers workers;
    private final MatmulEngine[] engines;
    private final Scratch a;
    private final Scratch b;

    RoundedOperands(Workers workers, MatmulEngine[] engines, OffHeap memory) {
        this.workers = workers;
        this.engines = engines;
        this.a = new Scratch(memory);
        this.b = new Scratch(memory);
    }

    /** The left operand; valid until the next one. */
    Matrix left(Matrix x) {
        return rounded(x, a);
    }

    /** The right operand; valid until the next one. */
    Matrix right(Matrix x) {
        return rounded(x, b);
    }

    /** The same matrix without gaps; numbers of two bytes, from the beginning of the buffer. */
    private Matrix rounded(Matrix x, Scratch scratch) {
        if (x.columnStride() != 1) {
            return rounded(x.transposed(), scratch).transposed();
        }
        CpuBuffer from = CpuBuffer.of(x.data());
        CpuBuffer to = scratch.atLeast((x.rows() * x.columns() + 1) / 2);
        workers.split(x.rows(), GRAIN, (first, end, worker) -> {
            long source = from.address(x.offset() + first * x.rowStride());
            long target = to.address(0) + (long) Short.BYTES * first * x.columns();
            engines[worker].round(end - first, x.columns(), x.rowStride(), source, target);
        });
        return Matrix.of(to, x.rows(), x.columns());
    }
}

package org.sparselaw.training.device.cpu;

import org.sparselaw.training.device.Matrix;

/**
 * Copies of buffers in bfloat16, rounded to nearest even. A copy is made for the first product that needs it and serves until
 * another kernel touches the buffer: see {@link CpuBuffer#of}.
 */
final class RoundedOperands {
    private static final int GRAIN = 1 << 14;

    private final Workers workers;
    private final MatmulEngine[] engines;
    private final OffHeap memory;

    RoundedOperands(Workers workers, MatmulEngine[] engines, OffHeap memory) {
        this.workers = workers;
        this.engines = engines;
        this.memory = memory;
    }

    /** The same matrix, of numbers of two bytes. */
    Matrix of(Matrix x) {
        CpuBuffer from = CpuBuffer.asOperand(x.data());
        CpuBuffer to = from.rounded(memory);
        if (!from.isRoundedCurrent()) {
            workers.share(from.padded(), GRAIN, (first, end, worker) -> {
                long target = to.address(0) + (long) Short.BYTES * first;
                engines[worker].round(end - first, from.address(first), target);
            });
            from.roundedIsCurrent();
        }
        return new Matrix(to, x.offset(), x.rows(), x.columns(), x.rowStride(), x.columnStride());
    }
}

package org.sparselaw.training.device.cpu;

import org.sparselaw.training.device.Matrix;

/** One matrix multiplication on all workers: each computes a band of rows of C, or of columns when there are more of those. */
final class MatmulKernel {
    /** Work, in multiplications, under which a second thread costs more than it saves. */
    private static final long SPLIT_FROM = 1 << 19;

    /** Bands begin at multiples of it, so that none has a ragged edge that the whole has not. */
    private static final int GRAIN = 16;

    private final Workers workers;
    private final MatmulEngine[] engines;

    MatmulKernel(Workers workers, MatmulEngine[] engines) {
        this.workers = workers;
        this.engines = engines;
    }

    void matmul(float alpha, Matrix a, Matrix b, float beta, Matrix c) {
        if (c.rows() == 0 || c.columns() == 0) {
            return;
        }
        if (workers.count() == 1 || (long) c.rows() * c.columns() * a.columns() < SPLIT_FROM) {
            multiply(0, alpha, a, b, beta, c);
        } else if (c.rows() >= c.columns()) {
            workers.split(c.rows(), GRAIN, (from, to, worker) -> {
                multiply(worker, alpha, rows(a, from, to), b, beta, rows(c, from, to));
            });
        } else {
            workers.split(c.columns(), GRAIN, (from, to, worker) -> {
                multiply(worker, alpha, a, b.columns(from, to - from), beta, c.columns(from, to - from));
            });
        }
    }

    private static Matrix rows(Matrix x, int from, int to) {
        return new Matrix(
                x.data(), x.offset() + from * x.rowStride(), to - from, x.columns(), x.rowStride(), x.columnStride());
    }

    private void multiply(int worker, float alpha, Matrix a, Matrix b, float beta, Matrix c) {
        engines[worker].multiply(Gemm.of(alpha, a, b, beta, c), address(a), address(b), address(c));
    }

    private static long address(Matrix x) {
        return CpuBuffer.of(x.data()).address(x.offset());
    }
}

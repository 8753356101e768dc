package org.sparselaw.training.device.cpu;

import org.sparselaw.training.device.Matrix;
import org.sparselaw.training.device.Precision;

/** One matrix multiplication on all workers: each computes a band of rows of C, or of columns when there are more of those. */
final class MatmulKernel {
    /** Work, in multiplications, under which a second thread costs more than it saves. */
    private static final long SPLIT_FROM = 1 << 19;

    /** Bands begin at multiples of it, so that none has a ragged edge that the whole has not. */
    private static final int GRAIN = 16;

    /** Rows of which a product is about as fast as of many. */
    private static final int FAST_ROWS = 64;

    /** Columns of which it is: far more, for oneDNN is half as fast on a few columns of rows that lie 4 KiB or more apart. */
    private static final int FAST_COLUMNS = 512;

    private final Workers workers;
    private final MatmulEngine[] engines;

    private final RoundedOperands rounded;
    private final Precision precision;

    MatmulKernel(Workers workers, MatmulEngine[] engines, RoundedOperands rounded, Precision precision) {
        this.workers = workers;
        this.engines = engines;
        this.precision = precision;
        this.rounded = rounded;
    }

    void matmul(float alpha, Matrix a, Matrix b, float beta, Matrix c) {
        if (c.rows() == 0 || c.columns() == 0) {
            return;
        }
        boolean vectors = c.rows() == 1 || c.columns() == 1 || a.columns() == 1;
        if (precision == Precision.F32 || vectors) {
            split(Precision.F32, alpha, a, b, beta, c);
        } else {
            split(precision, alpha, rounded.of(a), rounded.of(b), beta, c);
        }
    }

    private void split(Precision operands, float alpha, Matrix a, Matrix b, float beta, Matrix c) {
        if (workers.count() == 1 || (long) c.rows() * c.columns() * a.columns() < SPLIT_FROM) {
            multiply(0, operands, alpha, a, b, beta, c);
        } else if (c.rows() >= c.columns()) {
            workers.share(c.rows(), GRAIN, FAST_ROWS, (from, to, worker) -> {
                multiply(worker, operands, alpha, a.rows(from, to - from), b, beta, c.rows(from, to - from));
            });
        } else {
            workers.share(c.columns(), GRAIN, FAST_COLUMNS, (from, to, worker) -> {
                multiply(worker, operands, alpha, a, b.columns(from, to - from), beta, c.columns(from, to - from));
            });
        }
    }

    private void multiply(int worker, Precision operands, float alpha, Matrix a, Matrix b, float beta, Matrix c) {
        Gemm gemm = Gemm.of(operands, alpha, a, b, beta, c);
        long to = CpuBuffer.of(c.data()).address(c.offset());
        engines[worker].multiply(gemm, address(a, operands), address(b, operands), to);
    }

    private static long address(Matrix x, Precision numbers) {
        return CpuBuffer.asOperand(x.data()).address(0) + (long) numbers.bytes() * x.offset();
    }
}

package org.sparselaw.training.device.cpu;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;

import org.bytedeco.openblas.global.openblas;
import org.sparselaw.training.device.cpu.Gemm.Strides;

/** Matrix multiplication by OpenBLAS, for processors on which oneDNN does not load; batches are a loop. */
final class BlasMatmul implements MatmulEngine {
    private final FloatAddress aAddress = new FloatAddress();
    private final FloatAddress bAddress = new FloatAddress();
    private final FloatAddress cAddress = new FloatAddress();

    /** @throws LinkageError when the library does not load on this machine */
    BlasMatmul() {
        openblas.blas_set_num_threads(1);
    }

    @Override
    public void multiply(Gemm gemm, long a, long b, long c) {
        for (int batch = 0; batch < gemm.batch(); batch++) {
            multiplyOne(
                    gemm, gemm.a().at(a, batch), gemm.b().at(b, batch), gemm.c().at(c, batch));
        }
    }

    private void multiplyOne(Gemm gemm, long a, long b, long c) {
        openblas.cblas_sgemm(
                CblasRowMajor,
                transposition(gemm.a()),
                transposition(gemm.b()),
                gemm.m(),
                gemm.n(),
                gemm.k(),
                gemm.alpha(),
                aAddress.at(a),
                leading(gemm.a(), gemm.m(), gemm.k()),
                bAddress.at(b),
                leading(gemm.b(), gemm.k(), gemm.n()),
                gemm.beta(),
                cAddress.at(c),
                leading(gemm.c(), gemm.m(), gemm.n()));
    }

    private static int transposition(Strides strides) {
        return strides.column() == 1 ? CblasNoTrans : CblasTrans;
    }

    /** The leading dimension; BLAS wants it no shorter than a row, also where there is only one row. */
    private static int leading(Strides strides, int rows, int columns) {
        return strides.column() == 1 ? Math.max(strides.row(), columns) : Math.max(strides.column(), rows);
    }

    @Override
    public boolean multipliesBf16() {
        return false;
    }

    @Override
    public void round(int count, long from, long to) {
        throw new UnsupportedOperationException("OpenBLAS has no bf16 here");
    }

    @Override
    public void widen(int count, long from, long to) {
        throw new UnsupportedOperationException("OpenBLAS has no bf16 here");
    }

    @Override
    public String description() {
        return openblas.OPENBLAS_VERSION.trim();
    }

    @Override
    public void close() {
        // Nothing is kept.
    }
}

package org.sparselaw.training.device.cuda;

import static org.bytedeco.cuda.global.cublas.CUBLAS_COMPUTE_32F;
import static org.bytedeco.cuda.global.cublas.CUBLAS_COMPUTE_32F_FAST_TF32;
import static org.bytedeco.cuda.global.cublas.CUBLAS_GEMM_DEFAULT;
import static org.bytedeco.cuda.global.cublas.CUBLAS_MATH_DISALLOW_REDUCED_PRECISION_REDUCTION;
import static org.bytedeco.cuda.global.cublas.CUBLAS_OP_N;
import static org.bytedeco.cuda.global.cublas.CUBLAS_OP_T;
import static org.bytedeco.cuda.global.cublas.cublasCreate_v2;
import static org.bytedeco.cuda.global.cublas.cublasDestroy_v2;
import static org.bytedeco.cuda.global.cublas.cublasGemmEx;
import static org.bytedeco.cuda.global.cublas.cublasGetVersion_v2;
import static org.bytedeco.cuda.global.cublas.cublasSetMathMode;
import static org.bytedeco.cuda.global.cublas.cublasSetStream_v2;
import static org.bytedeco.cuda.global.cudart.CUDA_R_16BF;
import static org.bytedeco.cuda.global.cudart.CUDA_R_32F;

import org.bytedeco.cuda.cublas.cublasContext;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.FloatPointer;
import org.sparselaw.training.device.cuda.ColumnMajorProduct.Factor;
import org.sparselaw.training.device.cuda.ColumnMajorProduct.Order;

/** Products by cuBLAS, queued on one stream: with one, it gives the same bits every time (its manual, section 2.1.4). */
final class Cublas implements AutoCloseable {
    private final cublasContext handle = new cublasContext();
    private final FloatPointer alpha = new FloatPointer(1);
    private final FloatPointer beta = new FloatPointer(1);
    private final CardAddress left = new CardAddress();
    private final CardAddress right = new CardAddress();
    private final CardAddress c = new CardAddress();

    Cublas(CUstream_st stream) {
        CudaStatus.cublas(cublasCreate_v2(handle), "cublasCreate");
        CudaStatus.cublas(cublasSetStream_v2(handle, stream), "cublasSetStream");
        // Parts of a sum are added up in f32, too, when the result is bf16.
        CudaStatus.cublas(
                cublasSetMathMode(handle, CUBLAS_MATH_DISALLOW_REDUCED_PRECISION_REDUCTION), "cublasSetMathMode");
    }

    /** {@code 12.9.1}. */
    String version() {
        int[] version = new int[1];
        CudaStatus.cublas(cublasGetVersion_v2(handle, version), "cublasGetVersion");
        return version[0] / 10_000 + "." + version[0] / 100 % 100 + "." + version[0] % 100;
    }

    void multiply(Product product) {
        ColumnMajorProduct p = ColumnMajorProduct.of(product);
        int operands = type(product.a().storage());
        int code = cublasGemmEx(
                handle,
                operation(p.left()),
                operation(p.right()),
                p.rows(),
                p.columns(),
                p.inner(),
                alpha.put(product.alpha()),
                left.at(p.left().address()),
                operands,
                p.left().leading(),
                right.at(p.right().address()),
                operands,
                p.right().leading(),
                beta.put(product.beta()),
                c.at(product.c().address()),
                type(product.c().storage()),
                p.leadingOfC(),
                product.tensorFloats() ? CUBLAS_COMPUTE_32F_FAST_TF32 : CUBLAS_COMPUTE_32F,
                CUBLAS_GEMM_DEFAULT);
        CudaStatus.cublas(code, "cublasGemmEx");
    }

    private static int operation(Factor factor) {
        return factor.order() == Order.TRANSPOSED ? CUBLAS_OP_T : CUBLAS_OP_N;
    }

    private static int type(Storage storage) {
        return storage == Storage.BF16 ? CUDA_R_16BF : CUDA_R_32F;
    }

    @Override
    public void close() {
        cublasDestroy_v2(handle);
        alpha.close();
        beta.close();
    }
}

package org.sparselaw.training.device.cuda;

import static org.bytedeco.cuda.global.cublas.CUBLAS_STATUS_SUCCESS;
import static org.bytedeco.cuda.global.cublas.cublasGetStatusString;
import static org.bytedeco.cuda.global.cudart.CUDA_SUCCESS;
import static org.bytedeco.cuda.global.cudart.cuGetErrorName;
import static org.bytedeco.cuda.global.cudart.cuGetErrorString;
import static org.bytedeco.cuda.global.nvrtc.NVRTC_SUCCESS;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetErrorString;

import org.bytedeco.javacpp.BytePointer;

/** Error codes of NVIDIA's libraries as exceptions that name the call. */
final class CudaStatus {
    private CudaStatus() {}

    static void driver(int code, String call) {
        if (code != CUDA_SUCCESS) {
            throw new IllegalStateException(call + ": " + describe(code));
        }
    }

    static void cublas(int code, String call) {
        if (code != CUBLAS_STATUS_SUCCESS) {
            throw new IllegalStateException(
                    call + ": " + cublasGetStatusString(code).getString());
        }
    }

    static void nvrtc(int code, String call) {
        if (code != NVRTC_SUCCESS) {
            throw new IllegalStateException(
                    call + ": " + nvrtcGetErrorString(code).getString());
        }
    }

    /** An error of the driver: {@code CUDA_ERROR_NO_DEVICE (no CUDA-capable device is detected)}. */
    static String describe(int code) {
        BytePointer name = new BytePointer();
        BytePointer text = new BytePointer();
        if (cuGetErrorName(code, name) != CUDA_SUCCESS || cuGetErrorString(code, text) != CUDA_SUCCESS) {
            return "error " + code;
        }
        return name.getString() + " (" + text.getString() + ")";
    }
}

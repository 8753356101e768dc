package org.sparselaw.training.device.cuda;

import static org.bytedeco.cuda.global.cudart.CUDA_ERROR_OUT_OF_MEMORY;
import static org.bytedeco.cuda.global.cudart.CU_STREAM_NON_BLOCKING;
import static org.bytedeco.cuda.global.cudart.cuMemAlloc;
import static org.bytedeco.cuda.global.cudart.cuMemFree;
import static org.bytedeco.cuda.global.cudart.cuMemGetInfo;
import static org.bytedeco.cuda.global.cudart.cuMemcpyDtoDAsync;
import static org.bytedeco.cuda.global.cudart.cuMemsetD8Async;
import static org.bytedeco.cuda.global.cudart.cuStreamCreate;
import static org.bytedeco.cuda.global.cudart.cuStreamDestroy;
import static org.bytedeco.cuda.global.cudart.cuStreamSynchronize;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.SizeTPointer;
import org.sparselaw.job.UsageException;
import org.sparselaw.training.device.Precision;

/** A GPU of this machine, with one stream of work. Used by one thread at a time, not always the same one. */
final class NvidiaCard implements Card {
    private final VisibleGpu gpu;
    private final CardContext context;
    private final CUstream_st stream;
    private final LoadedKernels kernels;
    private final Cublas cublas;
    private final Uploads uploads;
    private final Downloads downloads;
    private final List<Long> addresses = new ArrayList<>();
    private boolean closed;

    private NvidiaCard(VisibleGpu gpu, CardContext context, byte[] cubin) {
        this.gpu = gpu;
        this.context = context;
        stream = new CUstream_st();
        CudaStatus.driver(cuStreamCreate(stream, CU_STREAM_NON_BLOCKING), "cuStreamCreate");
        kernels = new LoadedKernels(cubin, stream);
        cublas = new Cublas(stream);
        uploads = new Uploads(stream);
        downloads = new Downloads(stream);
    }

    /** @param precision of attention's kernels */
    static NvidiaCard open(VisibleGpu gpu, Precision precision) {
        byte[] cubin = KernelCompiler.cubin(gpu.major(), gpu.minor(), precision);
        CardContext context = CardContext.open(gpu);
        try {
            return new NvidiaCard(gpu, context, cubin);
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    @Override
    public String description() {
        context.makeCurrent();
        return gpu + ", cuBLAS " + cublas.version();
    }

    @Override
    public int multiprocessors() {
        return gpu.multiprocessors();
    }

    @Override
    public long allocate(long bytes) {
        context.makeCurrent();
        long[] address = new long[1];
        long some = Math.max(bytes, 1); // The driver takes no 0 for a size.
        int code = cuMemAlloc(address, some);
        if (code == CUDA_ERROR_OUT_OF_MEMORY) {
            throw new UsageException(outOfMemory(bytes));
        }
        CudaStatus.driver(code, "cuMemAlloc of " + bytes + " bytes");
        addresses.add(address[0]);
        CudaStatus.driver(cuMemsetD8Async(address[0], (byte) 0, some, stream), "cuMemsetD8Async");
        return address[0];
    }

    private String outOfMemory(long bytes) {
        try (SizeTPointer free = new SizeTPointer(1);
                SizeTPointer total = new SizeTPointer(1)) {
            CudaStatus.driver(cuMemGetInfo(free, total), "cuMemGetInfo");
            return String.format(
                    Locale.ROOT,
                    "No memory left on the GPU: %,d bytes asked for, %,d of %,d free on %s; use a smaller batch or fewer"
                            + " runs at a time",
                    bytes,
                    free.get(),
                    total.get(),
                    gpu.name());
        }
    }

    @Override
    public void upload(ByteBuffer from, long to) {
        context.makeCurrent();
        uploads.copy(from, to);
    }

    @Override
    public void download(long from, ByteBuffer to) {
        context.makeCurrent();
        downloads.copy(from, to);
    }

    @Override
    public void copy(long from, long to, long bytes) {
        context.makeCurrent();
        CudaStatus.driver(cuMemcpyDtoDAsync(to, from, bytes, stream), "cuMemcpyDtoDAsync");
    }

    @Override
    public void launch(Launch launch) {
        context.makeCurrent();
        kernels.launch(launch);
    }

    @Override
    public void multiply(Product product) {
        context.makeCurrent();
        cublas.multiply(product);
    }

    /** After a kernel that failed every call fails with its error: here it is thrown once, when all has been given back. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        context.makeCurrent();
        int code = cuStreamSynchronize(stream);
        addresses.forEach(address -> cuMemFree(address));
        downloads.close();
        uploads.close();
        cublas.close();
        kernels.close();
        cuStreamDestroy(stream);
        context.close();
        CudaStatus.driver(code, "cuStreamSynchronize");
    }
}

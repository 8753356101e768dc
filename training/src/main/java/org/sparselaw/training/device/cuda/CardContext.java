package org.sparselaw.training.device.cuda;

import static org.bytedeco.cuda.global.cudart.cuCtxSetCurrent;
import static org.bytedeco.cuda.global.cudart.cuDevicePrimaryCtxRelease;
import static org.bytedeco.cuda.global.cudart.cuDevicePrimaryCtxRetain;

import org.bytedeco.cuda.cudart.CUctx_st;

/** A hold of the context that a process has on a GPU: calls of the driver go to the one that is current for their thread. */
final class CardContext implements AutoCloseable {
    private static final ThreadLocal<CardContext> CURRENT = new ThreadLocal<>();

    private final CUctx_st context = new CUctx_st();
    private final int gpu;
    private volatile boolean released;

    private CardContext(int gpu) {
        this.gpu = gpu;
    }

    static CardContext open(VisibleGpu gpu) {
        CardContext opened = new CardContext(gpu.handle());
        CudaStatus.driver(cuDevicePrimaryCtxRetain(opened.context, opened.gpu), "cuDevicePrimaryCtxRetain");
        opened.makeCurrent();
        return opened;
    }

    /** For the thread that calls; costs next to nothing when it is already. */
    void makeCurrent() {
        if (released) {
            throw new IllegalStateException("The CUDA device is closed");
        }
        if (CURRENT.get() != this) {
            CudaStatus.driver(cuCtxSetCurrent(context), "cuCtxSetCurrent");
            CURRENT.set(this);
        }
    }

    /** The last hold of a context takes all with it that was made there. */
    @Override
    public void close() {
        released = true;
        CURRENT.remove();
        CudaStatus.driver(cuDevicePrimaryCtxRelease(gpu), "cuDevicePrimaryCtxRelease");
    }
}

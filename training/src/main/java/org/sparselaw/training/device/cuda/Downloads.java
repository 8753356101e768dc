package org.sparselaw.training.device.cuda;

import static org.bytedeco.cuda.global.cudart.cuMemcpyDtoHAsync;
import static org.bytedeco.cuda.global.cudart.cuStreamSynchronize;

import java.nio.ByteBuffer;
import org.bytedeco.cuda.cudart.CUstream_st;

/** Copies from a card, through pinned memory; the host waits once for each piece that fits there. */
final class Downloads implements AutoCloseable {
    private static final int PIECE = 8 << 20;

    private final CUstream_st stream;
    private final PinnedMemory memory = new PinnedMemory(PIECE);

    Downloads(CUstream_st stream) {
        this.stream = stream;
    }

    void copy(long from, ByteBuffer to) {
        for (int done = 0; done < to.limit(); ) {
            int bytes = Math.min(to.limit() - done, PIECE);
            CudaStatus.driver(cuMemcpyDtoHAsync(memory.at(0), from + done, bytes, stream), "cuMemcpyDtoHAsync");
            CudaStatus.driver(cuStreamSynchronize(stream), "cuStreamSynchronize");
            to.put(done, memory.view(), 0, bytes);
            done += bytes;
        }
    }

    @Override
    public void close() {
        memory.close();
    }
}

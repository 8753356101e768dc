package org.sparselaw.training.device.cuda;

import static org.bytedeco.cuda.global.cudart.CU_EVENT_BLOCKING_SYNC;
import static org.bytedeco.cuda.global.cudart.CU_EVENT_DISABLE_TIMING;
import static org.bytedeco.cuda.global.cudart.cuEventCreate;
import static org.bytedeco.cuda.global.cudart.cuEventDestroy;
import static org.bytedeco.cuda.global.cudart.cuEventRecord;
import static org.bytedeco.cuda.global.cudart.cuEventSynchronize;
import static org.bytedeco.cuda.global.cudart.cuMemcpyHtoDAsync;

import java.nio.ByteBuffer;
import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.cudart.CUstream_st;

/**
 * Copies to a card that take their place in the queue. What is to be copied is set aside in pinned memory, one piece behind the
 * other; the host waits only when it comes to a half of it that the card has not read yet.
 */
final class Uploads implements AutoCloseable {
    /** Room for the batches of many steps, so that the host can run ahead. */
    private static final int HALF = 32 << 20;

    private static final int ALIGNMENT = 64;

    private final CUstream_st stream;
    private final PinnedMemory memory = new PinnedMemory(2 * HALF);
    private final CUevent_st[] read = {new CUevent_st(), new CUevent_st()};
    private int half;
    private int used;

    Uploads(CUstream_st stream) {
        this.stream = stream;
        for (CUevent_st event : read) {
            CudaStatus.driver(cuEventCreate(event, CU_EVENT_DISABLE_TIMING | CU_EVENT_BLOCKING_SYNC), "cuEventCreate");
        }
    }

    void copy(ByteBuffer from, long to) {
        int total = from.remaining();
        for (int done = 0; done < total; ) {
            if (used == HALF) {
                turn();
            }
            int bytes = Math.min(total - done, HALF - used);
            int offset = half * HALF + used;
            memory.view().put(offset, from, from.position() + done, bytes);
            CudaStatus.driver(cuMemcpyHtoDAsync(to + done, memory.at(offset), bytes, stream), "cuMemcpyHtoDAsync");
            used = Math.min(HALF, Math.toIntExact(Launch.ceilDiv(used + bytes, ALIGNMENT) * ALIGNMENT));
            done += bytes;
        }
    }

    private void turn() {
        CudaStatus.driver(cuEventRecord(read[half], stream), "cuEventRecord");
        half = 1 - half;
        used = 0;
        // One that was never recorded counts as past.
        CudaStatus.driver(cuEventSynchronize(read[half]), "cuEventSynchronize");
    }

    @Override
    public void close() {
        for (CUevent_st event : read) {
            cuEventDestroy(event);
        }
        memory.close();
    }
}

package org.sparselaw.training.device.cuda;

import static org.bytedeco.cuda.global.cudart.cuMemFreeHost;
import static org.bytedeco.cuda.global.cudart.cuMemHostAlloc;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Memory of the host that a card reads and writes by itself, while the host goes on. */
final class PinnedMemory implements AutoCloseable {
    private final BytePointer memory = new BytePointer();
    private final ByteBuffer view;

    PinnedMemory(int bytes) {
        CudaStatus.driver(cuMemHostAlloc(memory, bytes, 0), "cuMemHostAlloc of " + bytes + " bytes");
        view = memory.capacity(bytes).asByteBuffer();
    }

    ByteBuffer view() {
        return view;
    }

    Pointer at(int offset) {
        return memory.position(offset);
    }

    @Override
    public void close() {
        cuMemFreeHost(memory.position(0));
    }
}

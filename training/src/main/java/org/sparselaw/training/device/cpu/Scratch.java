package org.sparselaw.training.device.cpu;

/** Working memory of one worker, which grows to the largest size asked for. Its contents do not outlive a kernel. */
final class Scratch {
    private final OffHeap memory;
    private CpuBuffer buffer;

    Scratch(OffHeap memory) {
        this.memory = memory;
    }

    CpuBuffer atLeast(int size) {
        if (buffer == null || buffer.size() < size) {
            if (buffer != null) {
                memory.free(buffer);
            }
            buffer = memory.allocate(size);
        }
        return buffer;
    }
}

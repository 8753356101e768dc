package org.sparselaw.training.device.cpu;

import java.util.Arrays;

/** Working memory of one worker, which grows to the largest size asked for. Its contents do not outlive a kernel. */
final class Scratch {
    private final OffHeap memory;
    private CpuBuffer buffer;

    Scratch(OffHeap memory) {
        this.memory = memory;
    }

    /** One a worker. */
    static Scratch[] each(Workers workers, OffHeap memory) {
        Scratch[] all = new Scratch[workers.count()];
        Arrays.setAll(all, i -> new Scratch(memory));
        return all;
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

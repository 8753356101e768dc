package org.sparselaw.training.device.cpu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.Pointer;
import org.sparselaw.job.UsageException;

/**
 * The memory of one device: zeroed, aligned to a cache line, freed all at once. It is outside the Java heap, because native
 * kernels need addresses that stay, and it is not left to the garbage collector: a sweep trains many models in one JVM.
 */
final class OffHeap implements AutoCloseable {
    /** A cache line, and the widest vector. */
    static final int ALIGNMENT = 64;

    /** Vectors are read through a {@link ByteBuffer}, which ends at 2 GiB. */
    static final int MOST_FLOATS = Integer.MAX_VALUE / Float.BYTES - 2 * ALIGNMENT;

    private static final AtomicLong IN_USE = new AtomicLong();

    private final Map<CpuBuffer, Pointer> blocks = new LinkedHashMap<>();
    private long bytes;

    /** A buffer of zeros; behind its end there are zeros up to the next multiple of {@link #ALIGNMENT} bytes. */
    synchronized CpuBuffer allocate(int size) {
        if (size > MOST_FLOATS) {
            throw new UsageException("A tensor of " + size + " numbers is too large for the CPU device (at most "
                    + MOST_FLOATS + "): use a smaller batch");
        }
        int padded = CpuBuffer.padded(size);
        long length = (long) padded * Float.BYTES + ALIGNMENT;
        Pointer block = Pointer.calloc(length, 1);
        if (block == null || block.isNull()) {
            throw new UsageException("No memory left for a tensor of " + size + " numbers; this run holds " + bytes
                    + " bytes: use a smaller batch or fewer runs at a time");
        }
        int skip = (int) (-block.address() & (ALIGNMENT - 1));
        ByteBuffer view = block.capacity(length)
                .asByteBuffer()
                .position(skip)
                .limit(skip + padded * Float.BYTES)
                .slice()
                .order(ByteOrder.nativeOrder());
        CpuBuffer buffer = new CpuBuffer(view, block.address() + skip, size);
        blocks.put(buffer, block);
        count(length);
        return buffer;
    }

    synchronized void free(CpuBuffer buffer) {
        Pointer block = blocks.remove(buffer);
        buffer.release();
        count(-block.capacity());
        Pointer.free(block);
    }

    private void count(long change) {
        bytes += change;
        IN_USE.addAndGet(change);
    }

    /** Bytes that this device holds. */
    synchronized long bytes() {
        return bytes;
    }

    /** Bytes that all devices of this JVM hold. */
    static long bytesInUse() {
        return IN_USE.get();
    }

    @Override
    public synchronized void close() {
        List.copyOf(blocks.keySet()).forEach(this::free);
    }
}

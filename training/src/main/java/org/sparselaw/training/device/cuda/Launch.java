package org.sparselaw.training.device.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.sparselaw.training.device.Matrix;

/**
 * One launch of a kernel: its name, its grid, and its arguments as CUDA lays them out, one behind the other, each at a multiple of
 * its size.
 */
final class Launch {
    static final int THREADS = 256;
    static final int WARP = 32;

    /** Blocks of a grid whose threads take several turns, a multiprocessor: as many threads as it holds, with those of above. */
    private static final int BLOCKS_OF_MULTIPROCESSOR = 8;

    private static final int MOST_ARGUMENTS = 512;

    private final String kernel;
    private final int blocks;
    private final ByteBuffer arguments = ByteBuffer.allocate(MOST_ARGUMENTS).order(ByteOrder.nativeOrder());
    private int blocksY = 1;
    private int blocksZ = 1;
    private int threads = THREADS;
    private int shared;

    private Launch(String kernel, long blocks) {
        this.kernel = kernel;
        this.blocks = Math.toIntExact(blocks);
    }

    static Launch blocks(String kernel, long blocks) {
        return new Launch(kernel, blocks);
    }

    /** A thread for each of so many, or as many as fill the card once, which then take several turns. */
    static Launch forEach(String kernel, long count, Card card) {
        long enough = ceilDiv(count, THREADS);
        return new Launch(kernel, Math.min(enough, (long) BLOCKS_OF_MULTIPROCESSOR * card.multiprocessors()));
    }

    /** As {@link #forEach}, with four numbers a thread. */
    static Launch forFours(String kernel, long count, Card card) {
        return forEach(kernel, ceilDiv(count, 4), card);
    }

    /** A warp a row. */
    static Launch forRows(String kernel, long rows) {
        return new Launch(kernel, ceilDiv(rows, THREADS / WARP));
    }

    static long ceilDiv(long count, long part) {
        return (count + part - 1) / part;
    }

    Launch by(int y, int z) {
        blocksY = y;
        blocksZ = z;
        return this;
    }

    /** @param count a multiple of 32, {@value #THREADS} unless said */
    Launch threads(int count) {
        threads = count;
        return this;
    }

    /** @param bytes of dynamic shared memory a block */
    Launch shared(int bytes) {
        shared = bytes;
        return this;
    }

    /** A {@code Numbers}; null for none. */
    Launch numbers(CudaBuffer buffer) {
        return buffer == null ? numbers(0, Storage.F32, 0) : numbers(buffer.address(), buffer.storage(), 0);
    }

    /** A {@code Numbers} that begins at the matrix's first entry, with its row stride; columns lie side by side. */
    Launch matrix(Matrix matrix) {
        CudaBuffer buffer = CudaBuffer.of(matrix.data());
        return numbers(buffer.address(matrix.offset()), buffer.storage(), matrix.rowStride());
    }

    private Launch numbers(long address, Storage storage, int stride) {
        address(address);
        integer(storage == Storage.BF16 ? 1 : 0);
        return integer(stride);
    }

    /** A pointer. */
    Launch address(long address) {
        return index(address);
    }

    /** An {@code Index} or {@code u64}. */
    Launch index(long value) {
        align(Long.BYTES);
        arguments.putLong(value);
        return this;
    }

    Launch integer(int value) {
        align(Integer.BYTES);
        arguments.putInt(value);
        return this;
    }

    Launch real(float value) {
        align(Float.BYTES);
        arguments.putFloat(value);
        return this;
    }

    private void align(int size) {
        int at = arguments.position();
        arguments.position((at + size - 1) / size * size);
    }

    void on(Card card) {
        card.launch(this);
    }

    String kernel() {
        return kernel;
    }

    int blocks() {
        return blocks;
    }

    int blocksY() {
        return blocksY;
    }

    int blocksZ() {
        return blocksZ;
    }

    int threads() {
        return threads;
    }

    int shared() {
        return shared;
    }

    /** From 0 to the position. */
    ByteBuffer arguments() {
        return arguments;
    }
}

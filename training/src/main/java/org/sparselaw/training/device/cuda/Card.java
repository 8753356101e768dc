package org.sparselaw.training.device.cuda;

import java.nio.ByteBuffer;

/**
 * What the device asks of a GPU, so that its kernels can be tested where there is none. All work is done in the order of the
 * calls; only {@link #download} waits for it.
 */
interface Card extends AutoCloseable {
    /** Name, compute capability, libraries. */
    String description();

    int multiprocessors();

    /**
     * Zeros, until {@link #close}.
     *
     * @return their address on the card, a multiple of 256
     */
    long allocate(long bytes);

    /** @param from all that remains in a direct buffer, which may be used again at once */
    void upload(ByteBuffer from, long to);

    /** @param to a direct buffer, filled to its limit */
    void download(long from, ByteBuffer to);

    void copy(long from, long to, long bytes);

    void launch(Launch launch);

    void multiply(Product product);

    /** Gives all memory back. */
    @Override
    void close();
}

package org.sparselaw.training.device.cpu;

/** A library's matrix multiplication on one thread. An engine belongs to one thread at a time. */
interface MatmulEngine extends AutoCloseable {
    /** Multiplies matrices whose first entries lie at the given addresses. */
    void multiply(Gemm gemm, long a, long b, long c);

    /** Name and version of the library, and the instructions it uses. */
    String description();

    @Override
    void close();
}

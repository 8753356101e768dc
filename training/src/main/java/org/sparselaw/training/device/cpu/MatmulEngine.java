package org.sparselaw.training.device.cpu;

/** A library's matrix multiplication on one thread. An engine belongs to one thread at a time. */
interface MatmulEngine extends AutoCloseable {
    /** Multiplies matrices whose first entries lie at the given addresses. Operands in bf16 have one batch entry and head. */
    void multiply(Gemm gemm, long a, long b, long c);

    /** Whether operands may be in bf16 on this machine; if not, {@link #round} must not be called either. */
    boolean multipliesBf16();

    /**
     * Rounds f32 to bf16, to nearest even.
     *
     * @param count numbers that lie one behind the other
     */
    void round(int count, long from, long to);

    /** Name and version of the library, and the instructions it uses. */
    String description();

    @Override
    void close();
}

package org.sparselaw.training.device.cpu;

/** A library's matrix multiplication on one thread. An engine belongs to one thread at a time. */
interface MatmulEngine extends AutoCloseable {
    /** Multiplies matrices whose first entries lie at the given addresses. */
    void multiply(Gemm gemm, long a, long b, long c);

    /** Whether operands may be in bf16 on this machine; if not, neither {@link #round} nor {@link #widen} may be called. */
    boolean multipliesBf16();

    /**
     * Rounds f32 to bf16, to nearest even.
     *
     * @param count numbers that lie one behind the other
     */
    void round(int count, long from, long to);

    /** The other way: bf16 to f32, which has all its numbers. */
    void widen(int count, long from, long to);

    /** Name and version of the library, and the instructions it uses. */
    String description();

    @Override
    void close();
}

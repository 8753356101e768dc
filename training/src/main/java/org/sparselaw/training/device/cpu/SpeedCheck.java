package org.sparselaw.training.device.cpu;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sparselaw.training.device.Matrix;
import org.sparselaw.training.device.Precision;

/**
 * Times one matrix multiplication when the first device opens, and warns when it is far too slow for the vectors that this
 * processor has: a library that does not know the processor, or an environment variable, can cost a factor without a sign.
 * Likewise, when the first device in bf16 opens, where bf16 is no faster than f32: Intel's processors from Sapphire Rapids on
 * multiply fast in bf16 by AMX, which virtual machines may hide, and without it at half the rate of f32.
 */
final class SpeedCheck {
    private static final Logger LOG = LoggerFactory.getLogger(SpeedCheck.class);
    private static final AtomicBoolean DONE = new AtomicBoolean();
    private static final AtomicBoolean BF16_DONE = new AtomicBoolean();

    private static final int SIZE = 384;
    private static final int REPEATS = 5;

    /** Floating-point operations a nanosecond for each lane: two fused multiply-adds a cycle at 2.5 GHz. */
    private static final double PEAK_OF_LANE = 2 * 2 * 2.5;

    private static final double ACCEPTABLE_SHARE = 0.25;

    private SpeedCheck() {}

    /** Does nothing from the second call of a precision in a JVM on. */
    static void once(MatmulEngine engine, Precision precision) {
        if (!DONE.getAndSet(true)) {
            ofF32(engine);
        }
        if (precision == Precision.BF16 && !BF16_DONE.getAndSet(true)) {
            ofBf16(engine);
        }
    }

    private static void ofF32(MatmulEngine engine) {
        if (!Objects.equals(System.getenv("OMP_NUM_THREADS"), "1")) {
            LOG.warn(
                    "OMP_NUM_THREADS is not 1: oneDNN may start threads of its own beside those of the device, and results"
                            + " may depend on how many; set it before Java starts");
        }
        double expected = PEAK_OF_LANE * VectorMath.LANES;
        double reached = gigaflops(engine, Precision.F32);
        if (reached < ACCEPTABLE_SHARE * expected) {
            LOG.warn(
                    "Matrix multiplication runs at {} GFLOP/s a core where about {} can be expected ({}): unset"
                            + " OPENBLAS_CORETYPE, ONEDNN_MAX_CPU_ISA and DNNL_MAX_CPU_ISA, and look for other load",
                    Math.round(reached),
                    Math.round(expected),
                    engine.description());
        }
    }

    private static void ofBf16(MatmulEngine engine) {
        double bf16 = gigaflops(engine, Precision.BF16);
        double f32 = gigaflops(engine, Precision.F32);
        if (bf16 < f32) {
            LOG.warn(
                    "Matrix multiplication in bf16 runs at {} GFLOP/s a core, in f32 at {}: on this processor ({}) precision f32"
                            + " is faster",
                    Math.round(bf16),
                    Math.round(f32),
                    Processor.name());
        }
    }

    private static double gigaflops(MatmulEngine engine, Precision operands) {
        try (OffHeap memory = new OffHeap()) {
            CpuBuffer a = memory.allocate(SIZE * SIZE);
            CpuBuffer c = memory.allocate(SIZE * SIZE);
            Matrix matrix = Matrix.of(a, SIZE, SIZE);
            Gemm gemm = Gemm.of(operands, 1, matrix, matrix, 0, Matrix.of(c, SIZE, SIZE));
            long best = Long.MAX_VALUE;
            for (int i = 0; i < REPEATS; i++) {
                long start = System.nanoTime();
                engine.multiply(gemm, a.address(0), a.address(0), c.address(0));
                best = Math.min(best, System.nanoTime() - start);
            }
            return 2.0 * SIZE * SIZE * SIZE / best;
        }
    }
}

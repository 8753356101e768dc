package org.sparselaw.training.device.cpu;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.sparselaw.training.device.AdaFactorStep;
import org.sparselaw.training.device.AttentionInput;
import org.sparselaw.training.device.AttentionShape;
import org.sparselaw.training.device.AttentionShape.Visibility;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Ids;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.device.Matrix;
import org.sparselaw.training.device.Precision;
import org.sparselaw.training.device.VisionKernels;

/**
 * Speed of the CPU device on the sizes of small models, oneDNN against OpenBLAS in the same run; takes about a minute.
 *
 * <pre>
 * mvn -q package -DskipTests
 * env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE OMP_NUM_THREADS=1 java @conf/jvm.options \
 *     -cp training/target/test-classes:training/target/classes:$(cat training/target/local.classpath) \
 *     org.sparselaw.training.device.cpu.DeviceBenchmark
 * </pre>
 *
 * Each figure is the fastest of many short samples, in processor time of the one thread: other load then matters least.
 */
final class DeviceBenchmark {
    private static final double SAMPLE_SECONDS = 0.004;
    private static final int ROWS = 2048;

    private final PrintStream out;
    private final double seconds;

    private DeviceBenchmark(PrintStream out, double seconds) {
        this.out = out;
        this.seconds = seconds;
    }

    /** @param arguments seconds a figure, 0.6 by default */
    public static void main(String[] arguments) {
        double seconds = arguments.length == 0 ? 0.6 : Double.parseDouble(arguments[0]);
        DeviceBenchmark benchmark = new DeviceBenchmark(System.out, seconds);
        benchmark.matmuls();
        try (CpuDevice device = CpuDevice.open(1)) {
            benchmark.out.println(device.description());
            benchmark.attention(device, 16, 4, 128, 16, Visibility.ALL);
            benchmark.attention(device, 16, 4, 128, 16, Visibility.CAUSAL);
            benchmark.attention(device, 16, 4, 114, 32, Visibility.CAUSAL);
            benchmark.attention(device, 16, 1, 512, 64, Visibility.ALL);
            benchmark.attention(device, 64, 2, 32, 16, Visibility.ALL);
            benchmark.loops(device);
        }
    }

    private void matmuls() {
        int[][] shapes = {{64, 64}, {64, 256}, {256, 64}, {256, 1024}, {1024, 1024}, {64, 8192}};
        try (OffHeap memory = new OffHeap();
                MatmulEngine oneDnn = new OneDnnMatmul(memory);
                MatmulEngine blas = new BlasMatmul()) {
            out.println("GFLOP/s on one thread of " + Processor.name());
            out.printf("%-34s %8s %8s%n", "", "oneDNN", "OpenBLAS");
            for (int[] shape : shapes) {
                int in = shape[0];
                int to = shape[1];
                Matrix x = random(memory, ROWS, in);
                Matrix w = random(memory, in, to);
                Matrix y = random(memory, ROWS, to);
                matmul("forward " + in + " -> " + to, oneDnn, blas, Gemm.of(1, x, w, 0, y), x, w, y);
                matmul("gradient of inputs", oneDnn, blas, Gemm.of(1, y, w.transposed(), 0, x), y, w, x);
                matmul("gradient of weights", oneDnn, blas, Gemm.of(1, x.transposed(), y, 1, w), x, y, w);
            }
            heads(memory, oneDnn, blas, 128, 16);
            heads(memory, oneDnn, blas, 32, 16);
            heads(memory, oneDnn, blas, 512, 64);
        }
    }

    /** The products of attention: the last queries of one head in fused projections. */
    private void heads(OffHeap memory, MatmulEngine oneDnn, MatmulEngine blas, int length, int headSize) {
        AttentionShape shape = new AttentionShape(1, 4, length, length, headSize, 1, Visibility.ALL);
        List<QueryBand> bands = QueryBand.of(shape, Precision.F32);
        QueryBand band = bands.get(bands.size() - 1);
        Matrix x = random(memory, length, 3 * 4 * headSize);
        Matrix p = random(memory, length, length);
        Matrix out = random(memory, length, 3 * 4 * headSize);
        matmul("queries by keys", oneDnn, blas, band.queriesByKeys(1, 1, x, x), x, x, p);
        matmul("sum over keys", oneDnn, blas, band.sumOverKeys(1, 1, x, out), p, x, out);
        matmul("sum over queries", oneDnn, blas, band.sumOverQueries(1, 1, x, out), p, x, out);
    }

    private static Matrix random(OffHeap memory, int rows, int columns) {
        return Matrix.of(random(memory.allocate(rows * columns)), rows, columns);
    }

    private static Buffer random(Buffer buffer) {
        Random random = new Random(1);
        float[] values = new float[buffer.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        buffer.set(values);
        return buffer;
    }

    private void matmul(String name, MatmulEngine one, MatmulEngine other, Gemm g, Matrix a, Matrix b, Matrix c) {
        long aPlace = CpuBuffer.of(a.data()).address(0);
        long bPlace = CpuBuffer.of(b.data()).address(0);
        long cPlace = CpuBuffer.of(c.data()).address(0);
        double flop = 2.0 * g.m() * g.n() * g.k();
        double oneSpeed = flop / time(() -> one.multiply(g, aPlace, bPlace, cPlace)) / 1e9;
        double otherSpeed = flop / time(() -> other.multiply(g, aPlace, bPlace, cPlace)) / 1e9;
        String size = g.m() + " x " + g.n() + ", inner " + g.k();
        out.printf("%-20s %-22s %6.0f %8.0f%n", name, size, oneSpeed, otherSpeed);
    }

    private void attention(Device device, int batch, int heads, int length, int headSize, Visibility visibility) {
        AttentionShape shape = new AttentionShape(batch, heads, length, length, headSize, 1, visibility);
        int rows = batch * length;
        int width = heads * headSize;
        Matrix qkv = Matrix.of(random(device.allocate(rows * 3 * width)), rows, 3 * width);
        Matrix dQkv = Matrix.of(device.allocate(rows * 3 * width), rows, 3 * width);
        Buffer bias = random(device.allocate(heads * length * length));
        Buffer dBias = device.allocate(heads * length * length);
        Buffer memory = device.allocate(device.attentionMemory(shape));
        Matrix result = Matrix.of(random(device.allocate(rows * width)), rows, width);
        Matrix q = qkv.columns(0, width);
        Matrix k = qkv.columns(width, width);
        Matrix v = qkv.columns(2 * width, width);
        Matrix dq = dQkv.columns(0, width);
        Matrix dk = dQkv.columns(width, width);
        Matrix dv = dQkv.columns(2 * width, width);
        AttentionInput input = new AttentionInput(q, k, v, bias, null);
        double forward = time(() -> device.attention(shape, input, memory, result));
        double backward = time(() -> device.attentionBackward(shape, input, memory, result, result, dq, dk, dv, dBias));
        double flop = 2.0 * shape.probabilities() * headSize;
        out.printf(
                "attention batch %d, heads %d, %d x %d, head size %d, %s: forward %.0f us (%.0f GFLOP/s), backward"
                        + " %.0f us (%.0f GFLOP/s)%n",
                batch,
                heads,
                length,
                length,
                headSize,
                visibility,
                forward * 1e6,
                2 * flop / forward / 1e9,
                backward * 1e6,
                4 * flop / backward / 1e9);
    }

    private void loops(Device device) {
        int size = 1 << 20;
        Buffer[] b = new Buffer[5];
        Arrays.setAll(b, i -> random(device.allocate(size)));
        Mask mask = device.allocateMask(size);
        AdaFactorStep step = new AdaFactorStep(0.9f, 1e-9f, 1, 1e-3f, 1e-30f);
        report("AdaFactor", size, 5, time(() -> device.adaFactor(step, b[0], b[1], b[2], null)));
        device.magnitudeMask(b[0], size / 4, mask);
        report("AdaFactor, masked", size, 6, time(() -> device.adaFactor(step, b[0], b[1], b[2], mask)));
        report("magnitude mask", size, 3, time(() -> device.magnitudeMask(b[1], size / 4, mask)));
        report("gated GELU", size, 3, time(() -> device.gatedGelu(b[1], b[2], b[3])));
        report("gated GELU backward", size, 5, time(() -> device.gatedGeluBackward(b[1], b[2], b[3], b[4], b[0])));
        for (int width : new int[] {64, 100, 256}) {
            int rows = size / width;
            Buffer scale = random(device.allocate(width));
            Buffer dScale = device.allocate(width);
            Buffer inverse = device.allocate(rows);
            report(
                    "RMS norm, width " + width,
                    size,
                    2,
                    time(() -> device.rmsNorm(b[1], scale, 1e-6f, rows, width, b[2], inverse)));
            report(
                    "RMS norm backward",
                    size,
                    4,
                    time(() -> device.rmsNormBackward(b[1], b[2], scale, inverse, rows, width, b[3], dScale)));
        }
        vision(device.vision(), device, b, size);
        for (int vocabulary : new int[] {1024, 8292}) {
            Ids labels = device.allocateIds(size / vocabulary);
            int[] ones = new int[labels.size()];
            Arrays.fill(ones, 1);
            labels.set(ones);
            report(
                    "cross-entropy, vocabulary " + vocabulary,
                    size,
                    1,
                    time(() -> device.crossEntropy(b[2], labels, vocabulary, 0)));
            report(
                    "  with gradient",
                    size,
                    4,
                    time(() -> device.crossEntropyWithGradient(b[2], labels, vocabulary, 0, 1e-4f, labels.size())));
        }
        report("sum of squares", size, 1, time(() -> device.sumOfSquares(b[1])));
    }

    private void vision(VisionKernels vision, Device device, Buffer[] b, int size) {
        for (int width : new int[] {128, 192, 512}) {
            int rows = size / width;
            Buffer scale = random(device.allocate(width));
            Buffer bias = random(device.allocate(width));
            Buffer mean = device.allocate(rows);
            Buffer r = device.allocate(rows);
            Buffer dScale = device.allocate(width);
            Buffer dBias = device.allocate(width);
            Buffer x = random(device.allocate(rows * width));
            report(
                    "layer norm, width " + width,
                    size,
                    2,
                    time(() -> vision.layerNorm(b[1], scale, bias, 1e-6f, rows, width, b[2], mean, r)));
            report(
                    "layer norm backward",
                    size,
                    4,
                    time(() -> vision.layerNormBackward(b[1], b[2], scale, mean, r, rows, width, b[3], dScale, dBias)));
            report("bias", size, 3, time(() -> vision.addBias(x, bias, x)));
            report("bias and GELU", size, 3, time(() -> vision.biasGelu(x, bias, x)));
            report("bias and GELU backward", size, 3, time(() -> vision.biasGeluBackward(x, b[2], b[3], dBias)));
        }
    }

    /** @param passes how often each number is read or written */
    private void report(String name, int size, int passes, double duration) {
        double nanoseconds = duration * 1e9 / size;
        out.printf("%-30s %6.3f ns a number, %5.1f GB/s%n", name, nanoseconds, passes * Float.BYTES / nanoseconds);
    }

    /** Seconds a call, of the processor. */
    private double time(Runnable call) {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        call.run(); // interpreted, which can take longer than all the time there is
        long end = System.nanoTime() + (long) (seconds * 1e9);
        double best = Double.MAX_VALUE;
        int calls = 1;
        while (System.nanoTime() < end) {
            long start = clock.getCurrentThreadCpuTime();
            for (int i = 0; i < calls; i++) {
                call.run();
            }
            double duration = (clock.getCurrentThreadCpuTime() - start) / 1e9;
            best = Math.min(best, duration / calls);
            calls = (int) Math.max(1, Math.min(1000, SAMPLE_SECONDS / best));
        }
        return best;
    }
}

package org.sparselaw.training.device.cpu;

import java.util.List;
import org.sparselaw.job.UsageException;
import org.sparselaw.training.device.AdaFactorStep;
import org.sparselaw.training.device.AttentionInput;
import org.sparselaw.training.device.AttentionShape;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Ids;
import org.sparselaw.training.device.LossSum;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.device.Matrix;
import org.sparselaw.training.device.Precision;
import org.sparselaw.training.device.PruningKernels;
import org.sparselaw.training.device.UpdateKernels;
import org.sparselaw.training.device.VisionKernels;

/**
 * The CPU in f32, or with matrix products in bf16: oneDNN for matrix multiplication, loops of the Vector API for the rest, memory
 * outside the Java heap that {@link #close} gives back.
 *
 * <p>Several devices may work in one JVM at the same time, each used by one thread. oneDNN must not start threads of its own:
 * set OMP_NUM_THREADS=1 before the JVM starts.
 */
public final class CpuDevice implements Device {
    /** Numbers of a flat kernel below which a second thread costs more than it saves. */
    private static final int FLAT_GRAIN = 1 << 14;

    private static final int COLUMN_GRAIN = 64;

    private final OffHeap memory = new OffHeap();
    private final Precision precision;
    private final Workers workers;
    private final MatmulEngine[] engines;
    private final MatmulKernel matmuls;
    private final AttentionKernels attentions;
    private final NormKernels norms;
    private final LossKernels losses;
    private final OptimizerKernels optimizers;
    private final CpuPruning pruning;
    private final CpuUpdates updates;
    private final CpuVision vision;

    private CpuDevice(int threads, Precision precision) {
        this.precision = precision;
        workers = new Workers(threads);
        engines = MatmulEngines.open(threads, memory);
        RoundedOperands rounded = new RoundedOperands(workers, engines, memory);
        matmuls = new MatmulKernel(workers, engines, rounded, precision);
        attentions = new AttentionKernels(workers, engines, rounded, memory, precision);
        norms = new NormKernels(workers);
        losses = new LossKernels(workers, memory);
        optimizers = new OptimizerKernels(workers);
        pruning = new CpuPruning(workers, memory);
        updates = new CpuUpdates(workers);
        vision = new CpuVision(workers);
    }

    /** In f32; see {@link #open(int, Precision)}. */
    public static CpuDevice open(int threads) {
        return open(threads, Precision.F32);
    }

    /**
     * @param threads at least 1; another number of threads may give other last bits
     * @param precision of the operands of matrix products, attention's included
     * @throws UsageException without the module of the Vector API, or without a library for matrix multiplication, or
     *     when this processor cannot multiply in that precision
     */
    public static CpuDevice open(int threads, Precision precision) {
        if (threads < 1) {
            throw new UsageException("Invalid threads of the CPU device: " + threads + " (must be at least 1)");
        }
        if (precision == Precision.TF32) {
            throw new UsageException("No CPU multiplies in precision tf32: use f32, or a GPU (device: cuda)");
        }
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            throw new UsageException("The CPU device needs the Vector API: start Java with"
                    + " --add-modules=jdk.incubator.vector (Spark 4 and the sparselaw launcher do)");
        }
        CpuDevice device = new CpuDevice(threads, precision);
        if (precision == Precision.BF16 && !device.engines[0].multipliesBf16()) {
            String engine = device.engines[0].description();
            device.close();
            throw new UsageException("precision bf16 needs oneDNN and a processor with AVX-512 BF16, but here is "
                    + Processor.name() + " with " + engine + ": use f32");
        }
        SpeedCheck.once(device.engines[0], precision);
        return device;
    }

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public String description() {
        return Processor.name() + ", " + workers.count() + (workers.count() == 1 ? " thread, " : " threads, ")
                + engines[0].description() + ", " + VectorMath.SPECIES.vectorBitSize() + "-bit vectors, " + precision;
    }

    /** Bytes outside the Java heap that this device holds. */
    public long allocatedBytes() {
        return memory.bytes();
    }

    @Override
    public Buffer allocate(int size) {
        return memory.allocate(size);
    }

    @Override
    public Ids allocateIds(int size) {
        return new CpuIds(new int[size]);
    }

    @Override
    public Mask allocateMask(int size) {
        return new CpuMask(memory.allocate(size));
    }

    @Override
    public void fill(Buffer x, float value) {
        VectorKernels.fill(CpuBuffer.of(x), value);
    }

    @Override
    public void copy(Buffer from, Buffer to) {
        VectorKernels.copy(CpuBuffer.of(from), CpuBuffer.of(to));
    }

    @Override
    public void add(Buffer x, Buffer y) {
        CpuBuffer from = CpuBuffer.of(x);
        CpuBuffer to = CpuBuffer.of(y);
        flat(to, (start, end, worker) -> VectorKernels.add(from.bytes(), start, to.bytes(), start, end - start));
    }

    @Override
    public double sumOfSquares(Buffer x) {
        return VectorKernels.sumOfSquares(CpuBuffer.of(x));
    }

    @Override
    public int nonZeros(Buffer w) {
        return VectorKernels.nonZeros(CpuBuffer.of(w));
    }

    @Override
    public void matmul(float alpha, Matrix a, Matrix b, float beta, Matrix c) {
        matmuls.matmul(alpha, a, b, beta, c);
    }

    @Override
    public void attention(AttentionShape shape, AttentionInput input, Buffer memory, Matrix out) {
        int[] tokens = input.keyTokens() == null ? null : CpuIds.of(input.keyTokens());
        attentions.forward(
                shape, input.q(), input.k(), input.v(), CpuBuffer.of(input.bias()), tokens, CpuBuffer.of(memory), out);
    }

    @Override
    public void attentionBackward(
            AttentionShape shape,
            AttentionInput input,
            Buffer memory,
            Matrix out,
            Matrix dOut,
            Matrix dq,
            Matrix dk,
            Matrix dv,
            Buffer dBias) {
        attentions.backward(
                shape, input.q(), input.k(), input.v(), CpuBuffer.of(memory), dOut, dq, dk, dv, CpuBuffer.of(dBias));
    }

    @Override
    public void relativeBias(Buffer table, Ids buckets, int heads, Buffer bias) {
        EmbeddingKernels.relativeBias(CpuBuffer.of(table), CpuIds.of(buckets), heads, CpuBuffer.of(bias));
    }

    @Override
    public void relativeBiasBackward(Buffer dBias, Ids buckets, int heads, Buffer dTable) {
        EmbeddingKernels.relativeBiasBackward(CpuBuffer.of(dBias), CpuIds.of(buckets), heads, CpuBuffer.of(dTable));
    }

    @Override
    public void rmsNorm(Buffer x, Buffer scale, float epsilon, int rows, int width, Buffer y, Buffer inverseRms) {
        norms.rmsNorm(
                CpuBuffer.of(x), CpuBuffer.of(scale), epsilon, rows, width, CpuBuffer.of(y), CpuBuffer.of(inverseRms));
    }

    @Override
    public void rmsNormBackward(
            Buffer dy, Buffer x, Buffer scale, Buffer inverseRms, int rows, int width, Buffer dx, Buffer dScale) {
        norms.rmsNormBackward(
                CpuBuffer.of(dy),
                CpuBuffer.of(x),
                CpuBuffer.of(scale),
                CpuBuffer.of(inverseRms),
                rows,
                width,
                CpuBuffer.of(dx),
                CpuBuffer.of(dScale));
    }

    @Override
    public void gatedGelu(Buffer gate, Buffer linear, Buffer out) {
        flat(
                CpuBuffer.of(out),
                (from, to, worker) -> ActivationKernels.gatedGelu(
                        CpuBuffer.of(gate), CpuBuffer.of(linear), CpuBuffer.of(out), from, to));
    }

    @Override
    public void gatedGeluBackward(Buffer dOut, Buffer gate, Buffer linear, Buffer dGate, Buffer dLinear) {
        flat(
                CpuBuffer.of(dOut),
                (from, to, worker) -> ActivationKernels.gatedGeluBackward(
                        CpuBuffer.of(dOut),
                        CpuBuffer.of(gate),
                        CpuBuffer.of(linear),
                        CpuBuffer.of(dGate),
                        CpuBuffer.of(dLinear),
                        from,
                        to));
    }

    @Override
    public void relu(Buffer x, Buffer out) {
        CpuBuffer from = CpuBuffer.of(x);
        flat(from, (start, end, worker) -> ActivationKernels.relu(from, CpuBuffer.of(out), start, end));
    }

    @Override
    public void reluBackward(Buffer dOut, Buffer out, Buffer dx) {
        flat(
                CpuBuffer.of(dOut),
                (start, end, worker) -> ActivationKernels.reluBackward(
                        CpuBuffer.of(dOut), CpuBuffer.of(out), CpuBuffer.of(dx), start, end));
    }

    @Override
    public void embedding(Buffer table, Ids ids, int width, Buffer out) {
        EmbeddingKernels.embedding(CpuBuffer.of(table), CpuIds.of(ids), width, CpuBuffer.of(out));
    }

    @Override
    public void embeddingBackward(Buffer dOut, Ids ids, int width, Buffer dTable) {
        // Columns are split, not rows, so that every sum is in the order of the ids.
        workers.split(width, COLUMN_GRAIN, (from, to, worker) -> {
            EmbeddingKernels.embeddingBackward(
                    CpuBuffer.of(dOut), CpuIds.of(ids), width, CpuBuffer.of(dTable), from, to);
        });
    }

    @Override
    public LossSum crossEntropyWithGradient(
            Buffer logits, Ids labels, int vocabulary, int padding, float zLoss, long counted) {
        return losses.withGradient(CpuBuffer.of(logits), CpuIds.of(labels), vocabulary, padding, zLoss, counted);
    }

    @Override
    public LossSum crossEntropy(Buffer logits, Ids labels, int vocabulary, int padding) {
        return losses.withoutGradient(CpuBuffer.of(logits), CpuIds.of(labels), vocabulary, padding);
    }

    @Override
    public void adaFactor(AdaFactorStep step, Buffer w, Buffer g, Buffer v, Mask mask) {
        CpuBuffer keep = mask == null ? null : CpuMask.of(mask).keep();
        optimizers.adaFactor(step, CpuBuffer.of(w), CpuBuffer.of(g), CpuBuffer.of(v), keep);
    }

    @Override
    public void magnitudeMask(Buffer w, int keep, Mask mask) {
        pruning.globalMagnitudeMask(List.of(w), keep, List.of(mask));
    }

    @Override
    public void applyMask(Buffer w, Mask mask) {
        CpuBuffer keep = CpuMask.of(mask).keep();
        flat(keep, (from, to, worker) -> VectorKernels.applyMask(CpuBuffer.of(w), keep, from, to));
    }

    @Override
    public PruningKernels pruning() {
        return pruning;
    }

    @Override
    public UpdateKernels updates() {
        return updates;
    }

    @Override
    public VisionKernels vision() {
        return vision;
    }

    private void flat(CpuBuffer x, Workers.Range range) {
        workers.share(x.padded(), FLAT_GRAIN, range);
    }

    @Override
    public void close() {
        workers.close();
        for (MatmulEngine engine : engines) {
            engine.close();
        }
        memory.close();
    }
}

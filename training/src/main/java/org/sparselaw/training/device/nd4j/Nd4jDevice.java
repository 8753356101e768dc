package org.sparselaw.training.device.nd4j;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
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
import org.sparselaw.training.device.PruningKernels;
import org.sparselaw.training.device.UpdateKernels;
import org.sparselaw.training.device.VisionKernels;

/**
 * Every kernel in operations of ND4J, on whatever processor ND4J's backend is for. It is written to be read and to be right:
 * other devices are tested against it, and it is not made to be fast. DL4J networks are pruned through it, for their
 * parameters are ND4J arrays.
 *
 * <p>To be used by the thread that opened it.
 */
public final class Nd4jDevice implements Device {
    private final List<INDArray> owned = new ArrayList<>();
    private final Scratch scratch = new Scratch();
    private final PruningOps pruning = new PruningOps(scratch);
    private final OptimizerOps optimizers = new OptimizerOps(scratch);
    private final VisionOps vision = new VisionOps(scratch);

    private Nd4jDevice() {}

    /**
     * @param threads must be 1: the threads of ND4J belong to the process, not to one device
     * @throws UsageException when ND4J does not work on this machine
     */
    public static Nd4jDevice open(int threads) {
        if (threads != 1) {
            throw new UsageException("Invalid threads of the ND4J device: " + threads
                    + " (must be 1; ND4J's own threads, OMP_NUM_THREADS of the process, are shared by all devices)");
        }
        Nd4jBackend.start();
        return new Nd4jDevice();
    }

    @Override
    public String name() {
        return "nd4j";
    }

    @Override
    public String description() {
        return describe();
    }

    /** What ND4J computes on in this process, without opening a device. */
    public static String describe() {
        Nd4jBackend.start();
        return Nd4jBackend.description();
    }

    /** Whether ND4J computes on a GPU in this build: with the Maven profile {@code cuda11}. */
    public static boolean onGpu() {
        return Nd4jBackend.isCuda();
    }

    /** Has what the calling thread computes with ND4J done on this GPU, where ND4J computes on GPUs. */
    public static void choose(OptionalInt gpu) {
        if (gpu.isPresent() && onGpu()) {
            Nd4jBackend.start();
            Nd4j.getAffinityManager().unsafeSetDevice(gpu.getAsInt());
        }
    }

    /** The memory of an array as a buffer: what kernels write there, the array has. */
    public static Buffer memoryOf(INDArray array) {
        return new Nd4jBuffer(array.reshape(array.ordering(), new long[] {array.length()}));
    }

    @Override
    public Buffer allocate(int size) {
        return new Nd4jBuffer(own(DataType.FLOAT, size));
    }

    @Override
    public Ids allocateIds(int size) {
        return new Nd4jIds(own(DataType.INT, size));
    }

    @Override
    public Mask allocateMask(int size) {
        INDArray keep = own(DataType.BOOL, size);
        keep.assign(true);
        return new Nd4jMask(keep);
    }

    private INDArray own(DataType type, int size) {
        try (MemoryWorkspace outside = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            INDArray array = Nd4j.zeros(type, size);
            owned.add(array);
            return array;
        }
    }

    @Override
    public void fill(Buffer x, float value) {
        Nd4jBuffer.of(x).assign(value);
    }

    @Override
    public void copy(Buffer from, Buffer to) {
        Nd4jBuffer.of(to).assign(Nd4jBuffer.of(from));
    }

    @Override
    public void add(Buffer x, Buffer y) {
        Nd4jBuffer.of(y).addi(Nd4jBuffer.of(x));
    }

    @Override
    public double sumOfSquares(Buffer x) {
        return scratch.in(() -> Sums.ofSquares(Nd4jBuffer.of(x)));
    }

    @Override
    public int nonZeros(Buffer w) {
        return scratch.in(() -> Math.toIntExact(Counts.of(Nd4jBuffer.of(w))));
    }

    @Override
    public void matmul(float alpha, Matrix a, Matrix b, float beta, Matrix c) {
        scratch.in(() -> {
            INDArray product = Nd4jBuffer.of(a).mmul(Nd4jBuffer.of(b)).muli(alpha);
            INDArray out = Nd4jBuffer.of(c);
            out.assign(beta == 0 ? product : product.addi(out));
        });
    }

    @Override
    public void attention(AttentionShape shape, AttentionInput input, Buffer memory, Matrix out) {
        scratch.in(() -> new AttentionOps(shape)
                .forward(
                        input.q(),
                        input.k(),
                        input.v(),
                        Nd4jBuffer.of(input.bias()),
                        Nd4jIds.of(input.keyTokens()),
                        Nd4jBuffer.of(memory),
                        out));
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
        scratch.in(() -> new AttentionOps(shape)
                .backward(
                        input.q(),
                        input.k(),
                        input.v(),
                        Nd4jBuffer.of(memory),
                        dOut,
                        dq,
                        dk,
                        dv,
                        Nd4jBuffer.of(dBias)));
    }

    @Override
    public void relativeBias(Buffer table, Ids buckets, int heads, Buffer bias) {
        scratch.in(
                () -> EmbeddingOps.relativeBias(Nd4jBuffer.of(table), Nd4jIds.of(buckets), heads, Nd4jBuffer.of(bias)));
    }

    @Override
    public void relativeBiasBackward(Buffer dBias, Ids buckets, int heads, Buffer dTable) {
        scratch.in(() -> EmbeddingOps.relativeBiasBackward(
                Nd4jBuffer.of(dBias), Nd4jIds.of(buckets), heads, Nd4jBuffer.of(dTable)));
    }

    @Override
    public void rmsNorm(Buffer x, Buffer scale, float epsilon, int rows, int width, Buffer y, Buffer inverseRms) {
        scratch.in(() -> new NormOps(rows, width)
                .rmsNorm(Nd4jBuffer.of(x), Nd4jBuffer.of(scale), epsilon, Nd4jBuffer.of(y), Nd4jBuffer.of(inverseRms)));
    }

    @Override
    public void rmsNormBackward(
            Buffer dy, Buffer x, Buffer scale, Buffer inverseRms, int rows, int width, Buffer dx, Buffer dScale) {
        scratch.in(() -> new NormOps(rows, width)
                .rmsNormBackward(
                        Nd4jBuffer.of(dy),
                        Nd4jBuffer.of(x),
                        Nd4jBuffer.of(scale),
                        Nd4jBuffer.of(inverseRms),
                        Nd4jBuffer.of(dx),
                        Nd4jBuffer.of(dScale)));
    }

    @Override
    public void gatedGelu(Buffer gate, Buffer linear, Buffer out) {
        scratch.in(() -> GeluOps.gated(Nd4jBuffer.of(gate), Nd4jBuffer.of(linear), Nd4jBuffer.of(out)));
    }

    @Override
    public void gatedGeluBackward(Buffer dOut, Buffer gate, Buffer linear, Buffer dGate, Buffer dLinear) {
        scratch.in(() -> GeluOps.gatedBackward(
                Nd4jBuffer.of(dOut),
                Nd4jBuffer.of(gate),
                Nd4jBuffer.of(linear),
                Nd4jBuffer.of(dGate),
                Nd4jBuffer.of(dLinear)));
    }

    @Override
    public void relu(Buffer x, Buffer out) {
        scratch.in(() -> Nd4jBuffer.of(out).assign(Transforms.relu(Nd4jBuffer.of(x), true)));
    }

    @Override
    public void reluBackward(Buffer dOut, Buffer out, Buffer dx) {
        scratch.in(() -> {
            INDArray passing = Nd4jBuffer.of(out).gt(0);
            INDArray gradients = Nd4jBuffer.of(dOut);
            Nd4jBuffer.of(dx).assign(Select.where(passing, gradients, Nd4j.zerosLike(gradients)));
        });
    }

    @Override
    public void embedding(Buffer table, Ids ids, int width, Buffer out) {
        scratch.in(() -> {
            INDArray rows = EmbeddingOps.gather(Nd4jBuffer.of(table), Nd4jIds.of(ids), width);
            Nd4jBuffer.of(out).assign(rows.reshape(out.size()));
        });
    }

    @Override
    public void embeddingBackward(Buffer dOut, Ids ids, int width, Buffer dTable) {
        scratch.in(() -> EmbeddingOps.scatterAdd(Nd4jBuffer.of(dOut), Nd4jIds.of(ids), width, Nd4jBuffer.of(dTable)));
    }

    @Override
    public LossSum crossEntropyWithGradient(
            Buffer logits, Ids labels, int vocabulary, int padding, float zLoss, long counted) {
        return scratch.in(() -> {
            INDArray flat = Nd4jBuffer.of(logits);
            LossOps loss = new LossOps(flat, Nd4jIds.of(labels), vocabulary, padding);
            LossSum sum = loss.loss(zLoss);
            flat.assign(loss.gradient(zLoss, counted).reshape(flat.length()));
            return sum;
        });
    }

    @Override
    public LossSum crossEntropy(Buffer logits, Ids labels, int vocabulary, int padding) {
        return scratch.in(() -> new LossOps(Nd4jBuffer.of(logits), Nd4jIds.of(labels), vocabulary, padding).loss(0));
    }

    @Override
    public void adaFactor(AdaFactorStep step, Buffer w, Buffer g, Buffer v, Mask mask) {
        optimizers.adaFactor(step, w, g, v, mask);
    }

    @Override
    public void magnitudeMask(Buffer w, int keep, Mask mask) {
        pruning.globalMagnitudeMask(List.of(w), keep, List.of(mask));
    }

    @Override
    public void applyMask(Buffer w, Mask mask) {
        scratch.in(() -> Nd4jMask.apply(Nd4jMask.of(mask), Nd4jBuffer.of(w)));
    }

    @Override
    public PruningKernels pruning() {
        return pruning;
    }

    @Override
    public UpdateKernels updates() {
        return optimizers;
    }

    @Override
    public VisionKernels vision() {
        return vision;
    }

    @Override
    public void close() {
        scratch.close();
        owned.forEach(INDArray::close);
        owned.clear();
    }
}

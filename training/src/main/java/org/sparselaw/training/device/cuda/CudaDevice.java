package org.sparselaw.training.device.cuda;

import java.util.List;
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
import org.sparselaw.training.device.UpdatedTensor;
import org.sparselaw.training.device.VisionKernels;

/**
 * An NVIDIA GPU: cuBLAS for products, kernels of our own for the rest, masks of one bit an entry. In bf16 what lies between a norm
 * and the next sum is stored in bf16 as well; weights, their gradients, the residual stream and the state of optimisers are f32.
 *
 * <p>Calls only queue work; those that give numbers to the host wait for it.
 */
final class CudaDevice implements Device {
    private final Card card;
    private final Precision precision;
    private final ProductOps products;
    private final AttentionOps attentions;
    private final EmbeddingOps embeddings;
    private final ColumnSums columns;
    private final Sums sums;
    private final LossOps losses;
    private final CudaPruning pruning;
    private final CudaUpdates updates;
    private final CudaVision vision;

    /** @param card closed with the device */
    CudaDevice(Card card, Precision precision) {
        this.card = card;
        this.precision = precision;
        products = new ProductOps(card, precision);
        attentions = new AttentionOps(card, precision);
        embeddings = new EmbeddingOps(card);
        columns = new ColumnSums(card);
        sums = new Sums(card);
        losses = new LossOps(card, sums);
        pruning = new CudaPruning(card);
        updates = new CudaUpdates(card);
        vision = new CudaVision(card, losses, columns);
    }

    @Override
    public String name() {
        return "cuda";
    }

    @Override
    public String description() {
        return card.description() + ", " + precision;
    }

    @Override
    public boolean isAsynchronous() {
        return true;
    }

    @Override
    public Buffer allocate(int size) {
        return CudaBuffer.allocate(card, size, Storage.F32);
    }

    @Override
    public Buffer allocateOperand(int size) {
        return CudaBuffer.allocate(card, size, precision == Precision.BF16 ? Storage.BF16 : Storage.F32);
    }

    @Override
    public Ids allocateIds(int size) {
        return new CudaIds(card, size);
    }

    @Override
    public Mask allocateMask(int size) {
        return new CudaMask(card, sums, size);
    }

    @Override
    public void fill(Buffer x, float value) {
        Launch.forFours("fill", x.size(), card)
                .numbers(CudaBuffer.of(x))
                .index(x.size())
                .real(value)
                .on(card);
    }

    @Override
    public void copy(Buffer from, Buffer to) {
        CudaBuffer source = CudaBuffer.read(from);
        CudaBuffer target = CudaBuffer.of(to);
        if (source.storage() == target.storage()) {
            card.copy(
                    source.address(),
                    target.address(),
                    (long) from.size() * source.storage().bytes());
        } else {
            Launch.forFours("convert", from.size(), card)
                    .numbers(source)
                    .numbers(target)
                    .index(from.size())
                    .on(card);
        }
    }

    @Override
    public void add(Buffer x, Buffer y) {
        Launch.forFours("add", x.size(), card)
                .numbers(CudaBuffer.read(x))
                .numbers(CudaBuffer.of(y))
                .index(x.size())
                .on(card);
    }

    @Override
    public double sumOfSquares(Buffer x) {
        return sums.ofSquares(CudaBuffer.read(x));
    }

    @Override
    public double sumOfSquares(List<Buffer> all) {
        return sums.ofSquares(all.stream().map(CudaBuffer::read).toList());
    }

    @Override
    public int nonZeros(Buffer w) {
        return sums.ofNonZeros(CudaBuffer.read(w));
    }

    @Override
    public void matmul(float alpha, Matrix a, Matrix b, float beta, Matrix c) {
        products.multiply(alpha, a, b, beta, c);
    }

    @Override
    public int attentionMemory(AttentionShape shape) {
        return attentions.memory(shape);
    }

    @Override
    public void attention(AttentionShape shape, AttentionInput input, Buffer memory, Matrix out) {
        attentions.forward(shape, input, CudaBuffer.of(memory), out);
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
        attentions.backward(shape, input, CudaBuffer.of(memory), out, dOut, dq, dk, dv, CudaBuffer.of(dBias));
    }

    @Override
    public void relativeBias(Buffer table, Ids buckets, int heads, Buffer bias) {
        embeddings.relativeBias(CudaBuffer.read(table), CudaIds.of(buckets), heads, CudaBuffer.of(bias));
    }

    @Override
    public void relativeBiasBackward(Buffer dBias, Ids buckets, int heads, Buffer dTable) {
        embeddings.relativeBiasBackward(CudaBuffer.read(dBias), CudaIds.of(buckets), heads, CudaBuffer.of(dTable));
    }

    @Override
    public void rmsNorm(Buffer x, Buffer scale, float epsilon, int rows, int width, Buffer y, Buffer inverseRms) {
        Launch.forRows("rmsNorm", rows)
                .numbers(CudaBuffer.read(x))
                .numbers(CudaBuffer.read(scale))
                .real(epsilon)
                .index(rows)
                .integer(width)
                .numbers(CudaBuffer.of(y))
                .address(CudaBuffer.of(inverseRms).address())
                .on(card);
    }

    @Override
    public void rmsNormBackward(
            Buffer dy, Buffer x, Buffer scale, Buffer inverseRms, int rows, int width, Buffer dx, Buffer dScale) {
        long inverses = CudaBuffer.read(inverseRms).address();
        Launch.forRows("rmsNormBackward", rows)
                .numbers(CudaBuffer.read(dy))
                .numbers(CudaBuffer.read(x))
                .numbers(CudaBuffer.read(scale))
                .address(inverses)
                .index(rows)
                .integer(width)
                .numbers(CudaBuffer.of(dx))
                .on(card);
        Launch scales = columns.launch("rmsNormScaleGradient", rows, width)
                .numbers(CudaBuffer.read(dy))
                .numbers(CudaBuffer.read(x))
                .address(inverses);
        columns.addTo(CudaBuffer.of(dScale), scales, rows, width);
    }

    @Override
    public void gatedGelu(Buffer gate, Buffer linear, Buffer out) {
        Launch.forFours("gatedGelu", out.size(), card)
                .numbers(CudaBuffer.read(gate))
                .numbers(CudaBuffer.read(linear))
                .numbers(CudaBuffer.of(out))
                .index(out.size())
                .on(card);
    }

    @Override
    public void gatedGeluBackward(Buffer dOut, Buffer gate, Buffer linear, Buffer dGate, Buffer dLinear) {
        Launch.forFours("gatedGeluBackward", dOut.size(), card)
                .numbers(CudaBuffer.read(dOut))
                .numbers(CudaBuffer.read(gate))
                .numbers(CudaBuffer.read(linear))
                .numbers(CudaBuffer.of(dGate))
                .numbers(CudaBuffer.of(dLinear))
                .index(dOut.size())
                .on(card);
    }

    @Override
    public void relu(Buffer x, Buffer out) {
        Launch.forFours("relu", x.size(), card)
                .numbers(CudaBuffer.read(x))
                .numbers(CudaBuffer.of(out))
                .index(x.size())
                .on(card);
    }

    @Override
    public void reluBackward(Buffer dOut, Buffer out, Buffer dx) {
        Launch.forFours("reluBackward", dOut.size(), card)
                .numbers(CudaBuffer.read(dOut))
                .numbers(CudaBuffer.read(out))
                .numbers(CudaBuffer.of(dx))
                .index(dOut.size())
                .on(card);
    }

    @Override
    public void embedding(Buffer table, Ids ids, int width, Buffer out) {
        embeddings.embedding(CudaBuffer.read(table), CudaIds.of(ids), width, CudaBuffer.of(out));
    }

    @Override
    public void embeddingBackward(Buffer dOut, Ids ids, int width, Buffer dTable) {
        embeddings.embeddingBackward(CudaBuffer.read(dOut), CudaIds.of(ids), width, CudaBuffer.of(dTable));
    }

    @Override
    public LossSum crossEntropyWithGradient(
            Buffer logits, Ids labels, int vocabulary, int padding, float zLoss, long counted) {
        return losses.crossEntropyWithGradient(
                CudaBuffer.of(logits), CudaIds.of(labels), vocabulary, padding, zLoss, counted);
    }

    @Override
    public LossSum crossEntropy(Buffer logits, Ids labels, int vocabulary, int padding) {
        return losses.crossEntropy(CudaBuffer.read(logits), CudaIds.of(labels), vocabulary, padding);
    }

    @Override
    public void adaFactor(AdaFactorStep step, Buffer w, Buffer g, Buffer v, Mask mask) {
        updates.adaFactor(step, List.of(new UpdatedTensor(w, g, null, v, mask)));
    }

    @Override
    public void adaFactor(AdaFactorStep step, List<UpdatedTensor> tensors) {
        updates.adaFactor(step, tensors);
    }

    @Override
    public void magnitudeMask(Buffer w, int keep, Mask mask) {
        pruning.globalMagnitudeMask(List.of(w), keep, List.of(mask));
    }

    @Override
    public void applyMask(Buffer w, Mask mask) {
        pruning.applyMask(w, mask);
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

    @Override
    public void close() {
        card.close();
    }
}

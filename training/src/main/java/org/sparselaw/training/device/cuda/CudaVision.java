package org.sparselaw.training.device.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Ids;
import org.sparselaw.training.device.LossSum;
import org.sparselaw.training.device.PatchShape;
import org.sparselaw.training.device.VisionKernels;

/** Launches of the kernels in {@code vision.cu} and of the norms that take a mean off. */
final class CudaVision implements VisionKernels {
    private final Card card;
    private final LossOps losses;
    private final ColumnSums columns;
    private final CardScratch places;

    CudaVision(Card card, LossOps losses, ColumnSums columns) {
        this.card = card;
        this.losses = losses;
        this.columns = columns;
        this.places = new CardScratch(card);
    }

    @Override
    public void layerNorm(
            Buffer x,
            Buffer scale,
            Buffer bias,
            float epsilon,
            int rows,
            int width,
            Buffer y,
            Buffer means,
            Buffer inverseDeviations) {
        Launch.forRows("layerNorm", rows)
                .numbers(CudaBuffer.read(x))
                .numbers(CudaBuffer.read(scale))
                .numbers(CudaBuffer.read(bias))
                .real(epsilon)
                .index(rows)
                .integer(width)
                .numbers(CudaBuffer.of(y))
                .address(CudaBuffer.of(means).address())
                .address(CudaBuffer.of(inverseDeviations).address())
                .on(card);
    }

    @Override
    public void layerNormBackward(
            Buffer dy,
            Buffer x,
            Buffer scale,
            Buffer means,
            Buffer inverseDeviations,
            int rows,
            int width,
            Buffer dx,
            Buffer dScale,
            Buffer dBias) {
        long ms = CudaBuffer.read(means).address();
        long rs = CudaBuffer.read(inverseDeviations).address();
        Launch.forRows("layerNormBackward", rows)
                .numbers(CudaBuffer.read(dy))
                .numbers(CudaBuffer.read(x))
                .numbers(CudaBuffer.read(scale))
                .address(ms)
                .address(rs)
                .index(rows)
                .integer(width)
                .numbers(CudaBuffer.of(dx))
                .on(card);
        Launch scales = columns.launch("layerNormScaleGradient", rows, width)
                .numbers(CudaBuffer.read(dy))
                .numbers(CudaBuffer.read(x))
                .address(ms)
                .address(rs);
        columns.addTo(CudaBuffer.of(dScale), scales, rows, width);
        addColumns(dy, dBias);
    }

    @Override
    public void patches(PatchShape shape, Buffer pixels, Buffer out) {
        Launch.forEach("patches", out.size(), card)
                .numbers(CudaBuffer.read(pixels))
                .numbers(CudaBuffer.of(out))
                .index(out.size())
                .integer(shape.height())
                .integer(shape.width())
                .integer(shape.channels())
                .integer(shape.patch())
                .integer(shape.leadingRows())
                .on(card);
    }

    @Override
    public void addBias(Buffer x, Buffer bias, Buffer out) {
        Launch.forFours("addBias", x.size(), card)
                .numbers(CudaBuffer.read(x))
                .numbers(CudaBuffer.read(bias))
                .integer(bias.size())
                .numbers(CudaBuffer.of(out))
                .index(x.size())
                .on(card);
    }

    @Override
    public void biasBackward(Buffer dOut, Buffer dBias) {
        addColumns(dOut, dBias);
    }

    private void addColumns(Buffer x, Buffer sums) {
        int width = sums.size();
        int rows = x.size() / width;
        Launch launch = columns.launch("columnSumsOf", rows, width).numbers(CudaBuffer.read(x));
        columns.addTo(CudaBuffer.of(sums), launch, rows, width);
    }

    @Override
    public void biasGelu(Buffer x, Buffer bias, Buffer out) {
        Launch.forFours("biasGelu", x.size(), card)
                .numbers(CudaBuffer.of(x))
                .numbers(CudaBuffer.read(bias))
                .integer(bias.size())
                .numbers(CudaBuffer.of(out))
                .index(x.size())
                .on(card);
    }

    @Override
    public void biasGeluBackward(Buffer dOut, Buffer derivative, Buffer dx, Buffer dBias) {
        Launch.forFours("multiply", dx.size(), card)
                .numbers(CudaBuffer.read(dOut))
                .numbers(CudaBuffer.read(derivative))
                .numbers(CudaBuffer.of(dx))
                .index(dx.size())
                .on(card);
        addColumns(dx, dBias);
    }

    @Override
    public void meanPool(Buffer x, int length, int width, Buffer out) {
        pool("meanPool", CudaBuffer.read(x), length, width, CudaBuffer.of(out));
    }

    @Override
    public void meanPoolBackward(Buffer dOut, int length, int width, Buffer dx) {
        pool("meanPoolBackward", CudaBuffer.read(dOut), length, width, CudaBuffer.of(dx));
    }

    private void pool(String kernel, CudaBuffer from, int length, int width, CudaBuffer to) {
        Launch.forEach(kernel, to.size(), card)
                .numbers(from)
                .integer(length)
                .integer(width)
                .numbers(to)
                .index(to.size())
                .on(card);
    }

    @Override
    public LossSum sigmoidCrossEntropyWithGradient(Buffer logits, Ids labels, int classes, int counted) {
        return losses.sigmoidCrossEntropyWithGradient(CudaBuffer.of(logits), CudaIds.of(labels), classes, counted);
    }

    @Override
    public LossSum sigmoidCrossEntropy(Buffer logits, Ids labels, int classes, int counted) {
        return losses.sigmoidCrossEntropy(CudaBuffer.read(logits), CudaIds.of(labels), classes, counted);
    }

    @Override
    public int[] greatest(Buffer x, int width) {
        int rows = x.size() / width;
        int bytes = rows * Integer.BYTES;
        long address = places.atLeast(bytes);
        Launch.forRows("greatest", rows)
                .numbers(CudaBuffer.read(x))
                .integer(width)
                .index(rows)
                .address(address)
                .on(card);
        ByteBuffer host = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        card.download(address, host);
        int[] greatest = new int[rows];
        host.asIntBuffer().get(greatest);
        return greatest;
    }
}

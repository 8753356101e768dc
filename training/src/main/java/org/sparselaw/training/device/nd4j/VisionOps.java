package org.sparselaw.training.device.nd4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erfc;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Ids;
import org.sparselaw.training.device.LossSum;
import org.sparselaw.training.device.PatchShape;
import org.sparselaw.training.device.VisionKernels;

/** Kernels of vision transformers; sums and the normal distribution in double precision. */
final class VisionOps implements VisionKernels {
    private final Scratch scratch;

    VisionOps(Scratch scratch) {
        this.scratch = scratch;
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
        scratch.in(() -> {
            INDArray mean = Sums.along(1, matrix(x, width)).divi(width);
            INDArray centred = matrix(x, width).sub(mean);
            INDArray variance = Sums.along(1, centred.mul(centred)).divi(width);
            INDArray r = Transforms.sqrt(variance.addi(epsilon), false).rdivi(1);
            Nd4jBuffer.of(means).assign(mean.reshape(rows));
            Nd4jBuffer.of(inverseDeviations).assign(r.reshape(rows));
            matrix(y, width).assign(centred.muli(r).muli(row(scale)).addi(row(bias)));
        });
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
        scratch.in(() -> {
            INDArray r = column(inverseDeviations);
            INDArray h = matrix(x, width).sub(column(means)).muli(r);
            INDArray g = matrix(dy, width).mul(row(scale));
            INDArray mean = Sums.along(1, g).divi(width);
            INDArray along = Sums.along(1, g.mul(h)).divi(width);
            addSums(matrix(dy, width).mul(h), dScale);
            addSums(matrix(dy, width), dBias);
            matrix(dx, width).addi(g.subi(mean).subi(h.muli(along)).muli(r));
        });
    }

    @Override
    public void patches(PatchShape shape, Buffer pixels, Buffer out) {
        int patch = shape.patch();
        int down = shape.height() / patch;
        int across = shape.across();
        scratch.in(() -> {
            INDArray cut = Nd4jBuffer.of(pixels)
                    .reshape('c', shape.images(), down, patch, across, patch, shape.channels())
                    .permute(0, 1, 3, 5, 2, 4);
            INDArray rows = Nd4jBuffer.of(out).reshape('c', shape.images(), shape.rows(), shape.patchSize());
            rows.assign(0);
            rows.get(NDArrayIndex.all(), NDArrayIndex.interval(shape.leadingRows(), shape.rows()), NDArrayIndex.all())
                    .assign(cut.dup('c').reshape('c', shape.images(), down * across, shape.patchSize()));
        });
    }

    @Override
    public void addBias(Buffer x, Buffer bias, Buffer out) {
        scratch.in(() -> matrix(out, bias.size()).assign(matrix(x, bias.size()).add(row(bias))));
    }

    @Override
    public void biasBackward(Buffer dOut, Buffer dBias) {
        scratch.in(() -> addSums(matrix(dOut, dBias.size()), dBias));
    }

    @Override
    public void biasGelu(Buffer x, Buffer bias, Buffer out) {
        scratch.in(() -> {
            INDArray v = matrix(x, bias.size()).add(row(bias)).castTo(DataType.DOUBLE);
            INDArray p = Nd4j.exec(new Erfc(v.mul(-Math.sqrt(0.5)))).muli(0.5);
            INDArray density = Transforms.exp(v.mul(v).muli(-0.5), false).muli(1 / Math.sqrt(2 * Math.PI));
            matrix(out, bias.size()).assign(v.mul(p));
            matrix(x, bias.size()).assign(p.addi(v.muli(density)));
        });
    }

    @Override
    public void biasGeluBackward(Buffer dOut, Buffer derivative, Buffer dx, Buffer dBias) {
        scratch.in(() -> {
            Nd4jBuffer.of(dx).assign(Nd4jBuffer.of(dOut).mul(Nd4jBuffer.of(derivative)));
            addSums(matrix(dx, dBias.size()), dBias);
        });
    }

    @Override
    public void meanPool(Buffer x, int length, int width, Buffer out) {
        scratch.in(() -> {
            INDArray groups = Nd4jBuffer.of(x).reshape(out.size() / width, length, width);
            matrix(out, width).assign(Sums.along(1, groups).divi(length).reshape(out.size() / width, width));
        });
    }

    @Override
    public void meanPoolBackward(Buffer dOut, int length, int width, Buffer dx) {
        scratch.in(() -> {
            int groups = dOut.size() / width;
            INDArray share = Nd4jBuffer.of(dOut).div(length).reshape(groups, 1, width);
            Nd4jBuffer.of(dx).reshape(groups, length, width).assign(share.broadcast(groups, length, width));
        });
    }

    @Override
    public LossSum sigmoidCrossEntropyWithGradient(Buffer logits, Ids labels, int classes, int counted) {
        return scratch.in(() -> {
            INDArray x = matrix(logits, classes).castTo(DataType.DOUBLE);
            INDArray targets = targets(labels, x, classes);
            INDArray kept = kept(x, counted);
            LossSum loss = loss(x, targets, kept, counted);
            INDArray gradient = Transforms.sigmoid(x, true).subi(targets).muliColumnVector(kept);
            matrix(logits, classes).assign(gradient.divi(counted));
            return loss;
        });
    }

    @Override
    public LossSum sigmoidCrossEntropy(Buffer logits, Ids labels, int classes, int counted) {
        return scratch.in(() -> {
            INDArray x = matrix(logits, classes).castTo(DataType.DOUBLE);
            return loss(x, targets(labels, x, classes), kept(x, counted), counted);
        });
    }

    /** max(x, 0) + log(1 + e^-|x|) - y x. */
    private static LossSum loss(INDArray x, INDArray targets, INDArray kept, int counted) {
        INDArray e = Transforms.exp(Transforms.abs(x, true).negi(), false);
        INDArray losses = Transforms.log(e.addi(1), false)
                .addi(Transforms.max(x, 0, true))
                .subi(targets.mul(x));
        return new LossSum(Sums.of(losses.muliColumnVector(kept)), 0, counted);
    }

    /** 1 for the labels of a row; negative ids are none. */
    private static INDArray targets(Ids labels, INDArray x, int classes) {
        int[] ids = Nd4jIds.of(labels).toIntVector();
        INDArray targets = Nd4j.zeros(DataType.DOUBLE, x.rows(), classes);
        int most = ids.length / x.rows();
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] >= 0) {
                targets.putScalar(i / most, ids[i], 1);
            }
        }
        return targets;
    }

    private static INDArray kept(INDArray x, int counted) {
        INDArray kept = Nd4j.zeros(DataType.DOUBLE, x.rows(), 1);
        for (int row = 0; row < counted; row++) {
            kept.putScalar(row, 0, 1);
        }
        return kept;
    }

    @Override
    public int[] greatest(Buffer x, int width) {
        return scratch.in(() -> matrix(x, width).argMax(1).toIntVector());
    }

    private static void addSums(INDArray rows, Buffer sums) {
        Nd4jBuffer.of(sums).addi(Sums.along(0, rows).reshape(sums.size()));
    }

    private static INDArray matrix(Buffer x, int width) {
        return Nd4jBuffer.of(x).reshape(x.size() / width, width);
    }

    private static INDArray row(Buffer x) {
        return Nd4jBuffer.of(x).reshape(1, x.size());
    }

    private static INDArray column(Buffer x) {
        return Nd4jBuffer.of(x).reshape(x.size(), 1);
    }
}

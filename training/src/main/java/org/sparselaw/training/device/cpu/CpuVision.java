package org.sparselaw.training.device.cpu;

import static org.sparselaw.training.device.cpu.VectorMath.at;
import static org.sparselaw.training.device.cpu.VectorMath.put;

import java.nio.ByteBuffer;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Ids;
import org.sparselaw.training.device.LossSum;
import org.sparselaw.training.device.PatchShape;
import org.sparselaw.training.device.VisionKernels;

/** Kernels of vision transformers, row by row, rows being split over the workers. */
final class CpuVision implements VisionKernels {
    private static final int ROWS_A_PART = 64;

    private final Workers workers;

    CpuVision(Workers workers) {
        this.workers = workers;
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
        ByteBuffer from = read(x);
        ByteBuffer scales = read(scale);
        ByteBuffer biases = read(bias);
        ByteBuffer to = written(y);
        ByteBuffer ms = written(means);
        ByteBuffer rs = written(inverseDeviations);
        workers.split(rows, ROWS_A_PART, (first, end, worker) -> {
            for (int row = first; row < end; row++) {
                int start = row * width;
                float mean = LayerNormKernels.mean(from, start, width);
                float r = LayerNormKernels.inverseDeviation(from, start, width, mean, epsilon);
                LayerNormKernels.normalise(from, start, width, mean, r, scales, biases, to);
                put(ms, row, mean);
                put(rs, row, r);
            }
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
        ByteBuffer d = read(dy);
        ByteBuffer from = read(x);
        ByteBuffer scales = read(scale);
        ByteBuffer ms = read(means);
        ByteBuffer rs = read(inverseDeviations);
        ByteBuffer to = written(dx);
        ColumnSums sums = new ColumnSums(workers, 2 * width);
        workers.split(
                rows,
                ROWS_A_PART,
                (first, end, worker) -> sums.add(worker, first, end, (begin, stop, both) -> {
                    for (int row = begin; row < stop; row++) {
                        LayerNormKernels.backward(
                                d, from, scales, row * width, width, at(ms, row), at(rs, row), to, both);
                    }
                }));
        sums.addTo(CpuBuffer.of(dScale), 0, width);
        sums.addTo(CpuBuffer.of(dBias), width, width);
    }

    @Override
    public void patches(PatchShape shape, Buffer pixels, Buffer out) {
        PatchKernels kernels = new PatchKernels(shape, read(pixels), written(out));
        workers.split(shape.images() * shape.rows(), ROWS_A_PART, (first, end, worker) -> {
            for (int row = first; row < end; row++) {
                kernels.row(row);
            }
        });
    }

    @Override
    public void addBias(Buffer x, Buffer bias, Buffer out) {
        int width = bias.size();
        ByteBuffer from = read(x);
        ByteBuffer biases = read(bias);
        ByteBuffer to = written(out);
        workers.split(x.size() / width, ROWS_A_PART, (first, end, worker) -> {
            for (int row = first; row < end; row++) {
                BiasKernels.add(from, biases, row * width, width, to);
            }
        });
    }

    @Override
    public void biasBackward(Buffer dOut, Buffer dBias) {
        int width = dBias.size();
        ByteBuffer d = read(dOut);
        ColumnSums sums = new ColumnSums(workers, width);
        int rows = dOut.size() / width;
        workers.split(
                rows,
                ROWS_A_PART,
                (first, end, worker) -> sums.add(worker, first, end, (begin, stop, its) -> {
                    for (int row = begin; row < stop; row++) {
                        BiasKernels.sum(d, row * width, width, its);
                    }
                }));
        sums.addTo(CpuBuffer.of(dBias), 0, width);
    }

    @Override
    public void biasGelu(Buffer x, Buffer bias, Buffer out) {
        int width = bias.size();
        ByteBuffer its = written(x);
        ByteBuffer biases = read(bias);
        ByteBuffer to = written(out);
        workers.split(x.size() / width, ROWS_A_PART, (first, end, worker) -> {
            GeluKernels gelu = new GeluKernels();
            int some = GeluKernels.rows(width);
            for (int row = first; row < end; row += some) {
                int count = Math.min(some, end - row);
                for (int i = row; i < row + count; i++) {
                    BiasKernels.add(its, biases, i * width, width, its);
                }
                gelu.gelu(its, row * width, count * width, to);
            }
        });
    }

    @Override
    public void biasGeluBackward(Buffer dOut, Buffer derivative, Buffer dx, Buffer dBias) {
        int width = dBias.size();
        ByteBuffer d = read(dOut);
        ByteBuffer factors = read(derivative);
        ByteBuffer to = written(dx);
        ColumnSums sums = new ColumnSums(workers, width);
        int rows = dOut.size() / width;
        workers.split(
                rows,
                ROWS_A_PART,
                (first, end, worker) -> sums.add(worker, first, end, (begin, stop, its) -> {
                    for (int row = begin; row < stop; row++) {
                        BiasKernels.geluBackward(d, factors, row * width, width, to, its);
                    }
                }));
        sums.addTo(CpuBuffer.of(dBias), 0, width);
    }

    @Override
    public void meanPool(Buffer x, int length, int width, Buffer out) {
        ByteBuffer from = read(x);
        ByteBuffer to = written(out);
        workers.split(out.size() / width, 1, (first, end, worker) -> {
            for (int group = first; group < end; group++) {
                ClassKernels.mean(from, group * length * width, length, width, to, group * width);
            }
        });
    }

    @Override
    public void meanPoolBackward(Buffer dOut, int length, int width, Buffer dx) {
        ByteBuffer d = read(dOut);
        ByteBuffer to = written(dx);
        workers.split(dx.size() / width, ROWS_A_PART, (first, end, worker) -> {
            for (int row = first; row < end; row++) {
                ClassKernels.scaled(d, row / length * width, width, 1f / length, to, row * width);
            }
        });
    }

    @Override
    public LossSum sigmoidCrossEntropyWithGradient(Buffer logits, Ids labels, int classes, int counted) {
        LossSum loss = sigmoidCrossEntropy(logits, labels, classes, counted);
        ByteBuffer x = written(logits);
        int[] ids = CpuIds.of(labels);
        int rows = logits.size() / classes;
        int most = ids.length / rows;
        for (int row = 0; row < rows; row++) {
            ClassKernels.sigmoid(x, row * classes, classes, row < counted ? 1f / counted : 0);
            for (int i = row * most; i < (row + 1) * most && row < counted; i++) {
                if (ids[i] >= 0) {
                    int place = row * classes + ids[i];
                    put(x, place, at(x, place) - 1f / counted);
                }
            }
        }
        return loss;
    }

    @Override
    public LossSum sigmoidCrossEntropy(Buffer logits, Ids labels, int classes, int counted) {
        ByteBuffer x = read(logits);
        int[] ids = CpuIds.of(labels);
        int most = ids.length / (logits.size() / classes);
        double loss = 0;
        for (int row = 0; row < counted; row++) {
            loss += ClassKernels.softplus(x, row * classes, classes);
            for (int i = row * most; i < (row + 1) * most; i++) {
                loss -= ids[i] < 0 ? 0 : at(x, row * classes + ids[i]);
            }
        }
        return new LossSum(loss, 0, counted);
    }

    @Override
    public int[] greatest(Buffer x, int width) {
        ByteBuffer its = read(x);
        int[] places = new int[x.size() / width];
        for (int row = 0; row < places.length; row++) {
            places[row] = ClassKernels.greatest(its, row * width, width);
        }
        return places;
    }

    /** A rounded copy of what is only read stays valid. */
    private static ByteBuffer read(Buffer buffer) {
        return CpuBuffer.asOperand(buffer).bytes();
    }

    private static ByteBuffer written(Buffer buffer) {
        return CpuBuffer.of(buffer).bytes();
    }
}

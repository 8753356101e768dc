package org.sparselaw.training.device;

import java.util.Arrays;
import org.hipparchus.special.Erf;

/** Kernels of vision transformers as their formulas in {@link VisionKernels} read. */
final class NaiveVision implements VisionKernels {
    private static double[] values(Buffer buffer) {
        return NaiveBuffer.of(buffer);
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
        for (int i = 0; i < rows; i++) {
            double[] row = Arrays.copyOfRange(values(x), i * width, (i + 1) * width);
            double mean = Arrays.stream(row).sum() / width;
            double variance =
                    Arrays.stream(row).map(v -> (v - mean) * (v - mean)).sum() / width;
            double r = 1 / Math.sqrt(variance + epsilon);
            values(means)[i] = mean;
            values(inverseDeviations)[i] = r;
            for (int j = 0; j < width; j++) {
                values(y)[i * width + j] = (row[j] - mean) * r * values(scale)[j] + values(bias)[j];
            }
        }
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
        for (int i = 0; i < rows; i++) {
            double r = values(inverseDeviations)[i];
            double[] g = new double[width];
            double[] h = new double[width];
            double mean = 0;
            double along = 0;
            for (int j = 0; j < width; j++) {
                h[j] = (values(x)[i * width + j] - values(means)[i]) * r;
                g[j] = values(dy)[i * width + j] * values(scale)[j];
                mean += g[j] / width;
                along += g[j] * h[j] / width;
            }
            for (int j = 0; j < width; j++) {
                values(dx)[i * width + j] += r * (g[j] - mean - h[j] * along);
                values(dScale)[j] += values(dy)[i * width + j] * h[j];
                values(dBias)[j] += values(dy)[i * width + j];
            }
        }
    }

    @Override
    public void patches(PatchShape shape, Buffer pixels, Buffer out) {
        Arrays.fill(values(out), 0);
        int size = shape.patch();
        for (int image = 0; image < shape.images(); image++) {
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    int patch = y / size * (shape.width() / size) + x / size;
                    int row = image * shape.rows() + shape.leadingRows() + patch;
                    for (int channel = 0; channel < shape.channels(); channel++) {
                        int place = (channel * size + y % size) * size + x % size;
                        int pixel = (image * shape.height() + y) * shape.width() + x;
                        values(out)[row * shape.patchSize() + place] =
                                values(pixels)[pixel * shape.channels() + channel];
                    }
                }
            }
        }
    }

    @Override
    public void addBias(Buffer x, Buffer bias, Buffer out) {
        for (int i = 0; i < x.size(); i++) {
            values(out)[i] = values(x)[i] + values(bias)[i % bias.size()];
        }
    }

    @Override
    public void biasBackward(Buffer dOut, Buffer dBias) {
        for (int i = 0; i < dOut.size(); i++) {
            values(dBias)[i % dBias.size()] += values(dOut)[i];
        }
    }

    @Override
    public void biasGelu(Buffer x, Buffer bias, Buffer out) {
        for (int i = 0; i < x.size(); i++) {
            double v = values(x)[i] + values(bias)[i % bias.size()];
            double p = Erf.erfc(-v / Math.sqrt(2)) / 2;
            values(out)[i] = v * p;
            values(x)[i] = p + v * Math.exp(-v * v / 2) / Math.sqrt(2 * Math.PI);
        }
    }

    @Override
    public void biasGeluBackward(Buffer dOut, Buffer derivative, Buffer dx, Buffer dBias) {
        for (int i = 0; i < dOut.size(); i++) {
            values(dx)[i] = values(dOut)[i] * values(derivative)[i];
        }
        biasBackward(dx, dBias);
    }

    @Override
    public void meanPool(Buffer x, int length, int width, Buffer out) {
        Arrays.fill(values(out), 0);
        for (int i = 0; i < x.size(); i++) {
            values(out)[i / width / length * width + i % width] += values(x)[i] / length;
        }
    }

    @Override
    public void meanPoolBackward(Buffer dOut, int length, int width, Buffer dx) {
        for (int i = 0; i < dx.size(); i++) {
            values(dx)[i] = values(dOut)[i / width / length * width + i % width] / length;
        }
    }

    @Override
    public LossSum sigmoidCrossEntropyWithGradient(Buffer logits, Ids labels, int classes, int counted) {
        LossSum loss = sigmoidCrossEntropy(logits, labels, classes, counted);
        double[] y = targets(labels, logits.size(), classes);
        for (int i = 0; i < y.length; i++) {
            double sigmoid = 1 / (1 + Math.exp(-values(logits)[i]));
            values(logits)[i] = i / classes < counted ? (sigmoid - y[i]) / counted : 0;
        }
        return loss;
    }

    @Override
    public LossSum sigmoidCrossEntropy(Buffer logits, Ids labels, int classes, int counted) {
        double[] y = targets(labels, logits.size(), classes);
        double loss = 0;
        for (int i = 0; i < counted * classes; i++) {
            double x = values(logits)[i];
            loss += Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))) - y[i] * x;
        }
        return new LossSum(loss, 0, counted);
    }

    private static double[] targets(Ids labels, int size, int classes) {
        int[] ids = NaiveIds.of(labels);
        double[] targets = new double[size];
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] >= 0) {
                targets[i / (ids.length / (size / classes)) * classes + ids[i]] = 1;
            }
        }
        return targets;
    }

    @Override
    public int[] greatest(Buffer x, int width) {
        int[] places = new int[x.size() / width];
        for (int i = 0; i < x.size(); i++) {
            int row = i / width;
            places[row] = values(x)[i] > values(x)[row * width + places[row]] ? i % width : places[row];
        }
        return places;
    }
}

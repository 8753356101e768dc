package org.sparselaw.training.device;

import java.util.Arrays;
import java.util.List;

/**
 * The oracle: every kernel as its formula in {@link Device} reads, in double precision, one entry at a time. Other devices
 * are compared with it, and on it analytic gradients are compared with finite differences.
 */
public final class NaiveDevice implements Device {
    private static double[] values(Buffer buffer) {
        return NaiveBuffer.of(buffer);
    }

    static double at(Matrix m, int i, int j) {
        return values(m.data())[m.offset() + i * m.rowStride() + j * m.columnStride()];
    }

    static void put(Matrix m, int i, int j, double value) {
        values(m.data())[m.offset() + i * m.rowStride() + j * m.columnStride()] = value;
    }

    @Override
    public String name() {
        return "naive";
    }

    @Override
    public String description() {
        return "plain Java loops in double precision";
    }

    @Override
    public Buffer allocate(int size) {
        return new NaiveBuffer(new double[size]);
    }

    @Override
    public Ids allocateIds(int size) {
        return new NaiveIds(new int[size]);
    }

    @Override
    public Mask allocateMask(int size) {
        return NaiveMask.ofSize(size);
    }

    @Override
    public void fill(Buffer x, float value) {
        Arrays.fill(values(x), value);
    }

    @Override
    public void copy(Buffer from, Buffer to) {
        sameSize(from, to);
        System.arraycopy(values(from), 0, values(to), 0, from.size());
    }

    @Override
    public void add(Buffer x, Buffer y) {
        sameSize(x, y);
        for (int i = 0; i < x.size(); i++) {
            values(y)[i] += values(x)[i];
        }
    }

    @Override
    public double sumOfSquares(Buffer x) {
        double sum = 0;
        for (double value : values(x)) {
            sum += value * value;
        }
        return sum;
    }

    @Override
    public void matmul(float alpha, Matrix a, Matrix b, float beta, Matrix c) {
        if (a.columns() != b.rows() || a.rows() != c.rows() || b.columns() != c.columns()) {
            throw new IllegalArgumentException("matmul of " + a + " and " + b + " into " + c);
        }
        for (int i = 0; i < c.rows(); i++) {
            for (int j = 0; j < c.columns(); j++) {
                double sum = 0;
                for (int k = 0; k < a.columns(); k++) {
                    sum += at(a, i, k) * at(b, k, j);
                }
                put(c, i, j, alpha * sum + (beta == 0 ? 0 : beta * at(c, i, j)));
            }
        }
    }

    @Override
    public void attention(AttentionShape shape, AttentionInput input, Buffer memory, Matrix out) {
        new NaiveAttention(shape)
                .forward(
                        input.q(),
                        input.k(),
                        input.v(),
                        input.bias() == null ? null : values(input.bias()),
                        input.keyTokens() == null ? null : NaiveIds.of(input.keyTokens()),
                        values(memory),
                        out);
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
        new NaiveAttention(shape)
                .backward(
                        input.q(),
                        input.k(),
                        input.v(),
                        values(memory),
                        dOut,
                        dq,
                        dk,
                        dv,
                        dBias == null ? null : values(dBias));
    }

    @Override
    public void relativeBias(Buffer table, Ids buckets, int heads, Buffer bias) {
        int[] bucket = NaiveIds.of(buckets);
        for (int h = 0; h < heads; h++) {
            for (int p = 0; p < bucket.length; p++) {
                values(bias)[h * bucket.length + p] = values(table)[bucket[p] * heads + h];
            }
        }
    }

    @Override
    public void relativeBiasBackward(Buffer dBias, Ids buckets, int heads, Buffer dTable) {
        int[] bucket = NaiveIds.of(buckets);
        for (int h = 0; h < heads; h++) {
            for (int p = 0; p < bucket.length; p++) {
                values(dTable)[bucket[p] * heads + h] += values(dBias)[h * bucket.length + p];
            }
        }
    }

    @Override
    public void rmsNorm(Buffer x, Buffer scale, float epsilon, int rows, int width, Buffer y, Buffer inverseRms) {
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int j = 0; j < width; j++) {
                sum += values(x)[i * width + j] * values(x)[i * width + j];
            }
            double r = 1 / Math.sqrt(sum / width + epsilon);
            values(inverseRms)[i] = r;
            for (int j = 0; j < width; j++) {
                values(y)[i * width + j] = values(x)[i * width + j] * r * values(scale)[j];
            }
        }
    }

    @Override
    public void rmsNormBackward(
            Buffer dy, Buffer x, Buffer scale, Buffer inverseRms, int rows, int width, Buffer dx, Buffer dScale) {
        for (int i = 0; i < rows; i++) {
            double r = values(inverseRms)[i];
            double sum = 0;
            for (int j = 0; j < width; j++) {
                sum += values(dy)[i * width + j] * values(scale)[j] * values(x)[i * width + j];
            }
            for (int j = 0; j < width; j++) {
                int at = i * width + j;
                values(dx)[at] += r * values(dy)[at] * values(scale)[j] - values(x)[at] * r * r * r * sum / width;
                values(dScale)[j] += values(dy)[at] * values(x)[at] * r;
            }
        }
    }

    @Override
    public void gatedGelu(Buffer gate, Buffer linear, Buffer out) {
        sameSize(gate, linear);
        sameSize(gate, out);
        for (int i = 0; i < gate.size(); i++) {
            values(out)[i] = gelu(values(gate)[i]) * values(linear)[i];
        }
    }

    @Override
    public void gatedGeluBackward(Buffer dOut, Buffer gate, Buffer linear, Buffer dGate, Buffer dLinear) {
        sameSize(gate, linear);
        sameSize(gate, dOut);
        for (int i = 0; i < gate.size(); i++) {
            double g = values(gate)[i];
            double l = values(linear)[i];
            values(dGate)[i] = values(dOut)[i] * l * geluDerivative(g);
            values(dLinear)[i] = values(dOut)[i] * gelu(g);
        }
    }

    private static double gelu(double x) {
        return x / 2 * (1 + Math.tanh(inner(x)));
    }

    private static double geluDerivative(double x) {
        double tanh = Math.tanh(inner(x));
        double innerDerivative = Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
        return 0.5 * (1 + tanh) + x / 2 * (1 - tanh * tanh) * innerDerivative;
    }

    private static double inner(double x) {
        return Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
    }

    @Override
    public void relu(Buffer x, Buffer out) {
        sameSize(x, out);
        for (int i = 0; i < x.size(); i++) {
            values(out)[i] = Math.max(0, values(x)[i]);
        }
    }

    @Override
    public void reluBackward(Buffer dOut, Buffer out, Buffer dx) {
        sameSize(dOut, out);
        for (int i = 0; i < dOut.size(); i++) {
            values(dx)[i] = values(out)[i] > 0 ? values(dOut)[i] : 0;
        }
    }

    @Override
    public void embedding(Buffer table, Ids ids, int width, Buffer out) {
        for (int i = 0; i < ids.size(); i++) {
            System.arraycopy(values(table), NaiveIds.of(ids)[i] * width, values(out), i * width, width);
        }
    }

    @Override
    public void embeddingBackward(Buffer dOut, Ids ids, int width, Buffer dTable) {
        for (int i = 0; i < ids.size(); i++) {
            for (int j = 0; j < width; j++) {
                values(dTable)[NaiveIds.of(ids)[i] * width + j] += values(dOut)[i * width + j];
            }
        }
    }

    @Override
    public LossSum crossEntropyWithGradient(
            Buffer logits, Ids labels, int vocabulary, int padding, float zLoss, long counted) {
        return NaiveCrossEntropy.withGradient(values(logits), NaiveIds.of(labels), vocabulary, padding, zLoss, counted);
    }

    @Override
    public LossSum crossEntropy(Buffer logits, Ids labels, int vocabulary, int padding) {
        return NaiveCrossEntropy.loss(values(logits), NaiveIds.of(labels), vocabulary, padding, 0);
    }

    @Override
    public void adaFactor(AdaFactorStep step, Buffer w, Buffer g, Buffer v, Mask mask) {
        double[] update = new double[w.size()];
        for (int i = 0; i < update.length; i++) {
            double gradient = values(g)[i];
            values(v)[i] = step.decay() * values(v)[i] + (1 - step.decay()) * (gradient * gradient + step.epsilon());
            update[i] = gradient / Math.sqrt(values(v)[i]);
        }
        double clipping = Math.max(1, rmsOfNonZeros(update) / step.clip());
        double size = step.stepSize() * Math.max(step.minimumScale(), rmsOfNonZeros(values(w)));
        for (int i = 0; i < update.length; i++) {
            values(w)[i] = mask == null || NaiveMask.of(mask)[i] ? values(w)[i] - size * update[i] / clipping : 0;
        }
    }

    static double rmsOfNonZeros(double[] x) {
        double sum = 0;
        int count = 0;
        for (double value : x) {
            sum += value * value;
            count += value != 0 ? 1 : 0;
        }
        return count == 0 ? 0 : Math.sqrt(sum / count);
    }

    @Override
    public void magnitudeMask(Buffer w, int keep, Mask mask) {
        pruning().globalMagnitudeMask(List.of(w), keep, List.of(mask));
    }

    @Override
    public void applyMask(Buffer w, Mask mask) {
        for (int i = 0; i < w.size(); i++) {
            values(w)[i] = NaiveMask.of(mask)[i] ? values(w)[i] : 0;
        }
    }

    @Override
    public int nonZeros(Buffer w) {
        int count = 0;
        for (double value : values(w)) {
            count += value != 0 ? 1 : 0;
        }
        return count;
    }

    @Override
    public PruningKernels pruning() {
        return new NaivePruning();
    }

    @Override
    public UpdateKernels updates() {
        return new NaiveUpdates();
    }

    @Override
    public VisionKernels vision() {
        return new NaiveVision();
    }

    @Override
    public void close() {}

    private static void sameSize(Buffer x, Buffer y) {
        if (x.size() != y.size()) {
            throw new IllegalArgumentException("buffers of " + x.size() + " and " + y.size());
        }
    }
}

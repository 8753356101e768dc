package org.sparselaw.training.device.cpu;

import java.util.Arrays;
import java.util.List;
import org.sparselaw.training.device.AttentionShape;
import org.sparselaw.training.device.AttentionShape.Visibility;
import org.sparselaw.training.device.Matrix;

/**
 * Attention, forward and backward, a few sequences at a time: their probabilities stay in the second-level cache between the
 * matrix multiplications and the softmax. Causal attention leaves out most of what is not seen, band by band of queries.
 */
final class AttentionKernels {
    /** Probabilities handled together: 256 KiB of them. */
    private static final int CACHED = 1 << 16;

    private final Workers workers;
    private final MatmulEngine[] engines;
    private final Scratch[] gradients;
    private final Scratch[] biases;
    private final Scratch noBias;

    AttentionKernels(Workers workers, MatmulEngine[] engines, OffHeap memory) {
        this.workers = workers;
        this.engines = engines;
        this.gradients = Scratch.each(workers, memory);
        this.biases = Scratch.each(workers, memory);
        this.noBias = new Scratch(memory);
    }

    void forward(
            AttentionShape shape,
            Matrix q,
            Matrix k,
            Matrix v,
            CpuBuffer bias,
            int[] keyTokens,
            CpuBuffer probabilities,
            Matrix out) {
        List<HeadMatrices> bands = HeadMatrices.bands(shape);
        int group = group(shape);
        CpuBuffer added = bias == null ? noBias.atLeast(shape.keys()) : bias;
        workers.split(shape.batch(), 1, (from, to, worker) -> {
            MatmulEngine engine = engines[worker];
            float[] hidden = new float[CpuBuffer.padded(shape.keys())];
            for (int first = from; first < to; first += group) {
                int count = Math.min(group, to - first);
                for (HeadMatrices band : bands) {
                    Gemm scores = band.queriesByKeys(count, shape.scale(), q, k);
                    engine.multiply(
                            scores, band.queries(q, first), band.keys(k, first), band.scores(probabilities, first));
                }
                for (int sequence = first; sequence < first + count; sequence++) {
                    hide(keyTokens, sequence * shape.keys(), hidden, shape.keys());
                    softmax(shape, probabilities, sequence, added, bias == null ? 0 : shape.keys(), hidden);
                }
                for (HeadMatrices band : bands) {
                    Gemm sums = band.sumOverKeys(count, 1, v, out);
                    engine.multiply(
                            sums, band.scores(probabilities, first), band.keys(v, first), band.queries(out, first));
                }
            }
        });
    }

    void backward(
            AttentionShape shape,
            Matrix q,
            Matrix k,
            Matrix v,
            CpuBuffer probabilities,
            Matrix dOut,
            Matrix dq,
            Matrix dk,
            Matrix dv,
            CpuBuffer dBias) {
        List<HeadMatrices> bands = HeadMatrices.bands(shape);
        int perSequence = bands.get(0).perSequence();
        int group = group(shape);
        CpuBuffer[] dBiases = dBiases(dBias);
        workers.split(shape.batch(), 1, (from, to, worker) -> {
            MatmulEngine engine = engines[worker];
            CpuBuffer gradient = gradients[worker].atLeast(group * perSequence);
            for (int first = from; first < to; first += group) {
                int count = Math.min(group, to - first);
                for (int i = bands.size() - 1; i >= 0; i--) {
                    HeadMatrices band = bands.get(i);
                    long dOuts = band.queries(dOut, first);
                    Gemm scores = band.queriesByKeys(count, 1, dOut, v);
                    engine.multiply(scores, dOuts, band.keys(v, first), band.scores(gradient, 0));
                    Gemm sums = band.sumOverQueries(count, 1, dOut, dv);
                    engine.multiply(sums, band.scores(probabilities, first), dOuts, band.keys(dv, first));
                }
                for (int sequence = 0; sequence < count; sequence++) {
                    int start = sequence * perSequence;
                    softmaxBackward(shape, probabilities, first + sequence, gradient, start);
                    if (dBias != null) {
                        VectorKernels.add(gradient.bytes(), start, dBiases[worker].bytes(), 0, perSequence);
                    }
                }
                for (int i = bands.size() - 1; i >= 0; i--) {
                    HeadMatrices band = bands.get(i);
                    long ds = band.scores(gradient, 0);
                    Gemm ofQueries = band.sumOverKeys(count, shape.scale(), k, dq);
                    engine.multiply(ofQueries, ds, band.keys(k, first), band.queries(dq, first));
                    Gemm ofKeys = band.sumOverQueries(count, shape.scale(), q, dk);
                    engine.multiply(ofKeys, ds, band.queries(q, first), band.keys(dk, first));
                }
            }
        });
        for (int worker = 1; dBias != null && worker < dBiases.length; worker++) {
            VectorKernels.add(dBiases[worker].bytes(), 0, dBias.bytes(), 0, dBias.size());
        }
    }

    private static int group(AttentionShape shape) {
        return Math.max(1, CACHED / (shape.heads() * shape.queries() * shape.keys()));
    }

    /** The first worker adds to dBias itself, every other to zeros of its own. */
    private CpuBuffer[] dBiases(CpuBuffer dBias) {
        CpuBuffer[] sums = new CpuBuffer[workers.count()];
        if (dBias != null) {
            sums[0] = dBias;
            for (int worker = 1; worker < sums.length; worker++) {
                sums[worker] = biases[worker].atLeast(dBias.size());
                VectorKernels.fill(sums[worker], 0);
            }
        }
        return sums;
    }

    /** Minus infinity for the keys of a sequence that are padding, 0 for the others. */
    private static void hide(int[] keyTokens, int start, float[] hidden, int keys) {
        for (int key = 0; key < keys; key++) {
            hidden[key] = keyTokens != null && keyTokens[start + key] == 0 ? Float.NEGATIVE_INFINITY : 0;
        }
    }

    /** @param biasRow numbers between two rows of the bias: 0 when all are the same row */
    private static void softmax(
            AttentionShape shape, CpuBuffer probabilities, int sequence, CpuBuffer bias, int biasRow, float[] hidden) {
        int keys = shape.keys();
        boolean causal = shape.visibility() == Visibility.CAUSAL;
        float[] hiddenInRow = causal ? new float[hidden.length] : hidden;
        for (int head = 0; head < shape.heads(); head++) {
            if (causal) {
                Arrays.fill(hiddenInRow, Float.NEGATIVE_INFINITY);
            }
            for (int query = 0; query < shape.queries(); query++) {
                if (causal && query < keys) {
                    hiddenInRow[query] = hidden[query];
                }
                int start = ((sequence * shape.heads() + head) * shape.queries() + query) * keys;
                int biasStart = (head * shape.queries() + query) * biasRow;
                int seen = seen(shape, query);
                SoftmaxKernels.forward(probabilities.bytes(), start, bias.bytes(), biasStart, hiddenInRow, seen, keys);
            }
        }
    }

    private static void softmaxBackward(
            AttentionShape shape, CpuBuffer probabilities, int sequence, CpuBuffer gradient, int gradientStart) {
        int keys = shape.keys();
        for (int row = 0; row < shape.heads() * shape.queries(); row++) {
            int start = (sequence * shape.heads() * shape.queries() + row) * keys;
            int seen = seen(shape, row % shape.queries());
            SoftmaxKernels.backward(
                    probabilities.bytes(), start, gradient.bytes(), gradientStart + row * keys, seen, keys);
        }
    }

    private static int seen(AttentionShape shape, int query) {
        return shape.visibility() == Visibility.CAUSAL ? Math.min(query + 1, shape.keys()) : shape.keys();
    }
}

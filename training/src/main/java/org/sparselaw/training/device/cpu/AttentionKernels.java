package org.sparselaw.training.device.cpu;

import java.util.Arrays;
import java.util.List;
import org.sparselaw.training.device.AttentionShape;
import org.sparselaw.training.device.Matrix;
import org.sparselaw.training.device.Precision;
import org.sparselaw.training.device.cpu.QueryBand.Part;
import org.sparselaw.training.device.cpu.ScoreTiles.Tile;

/**
 * Attention, forward and backward, a band of queries of one head at a time: its scores stay in the second-level cache between
 * the matrix multiplications and the softmax, and of causal attention most of what is not seen is left out. Softmax is always
 * f32. Where products are in bf16, probabilities are kept in it, too, in the first half of their buffer.
 */
final class AttentionKernels {
    /** Scores of short sequences that are handled together: 128 KiB of them. */
    private static final int CACHED = 1 << 15;

    private final Workers workers;
    private final MatmulEngine[] engines;
    private final RoundedOperands rounded;
    private final Precision precision;
    private final ScoreTiles[] tiles;
    private final Scratch[] biases;
    private final Scratch noBias;

    AttentionKernels(
            Workers workers, MatmulEngine[] engines, RoundedOperands rounded, OffHeap memory, Precision precision) {
        this.workers = workers;
        this.engines = engines;
        this.rounded = rounded;
        this.precision = precision;
        this.tiles = new ScoreTiles[engines.length];
        Arrays.setAll(tiles, i -> new ScoreTiles(engines[i], memory));
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
        Precision operands = operands(shape);
        List<QueryBand> bands = QueryBand.of(shape, operands);
        Matrix qs = operand(q, operands);
        Matrix ks = operand(k, operands);
        Matrix vs = operand(v, operands);
        CpuBuffer.changed(out);
        CpuBuffer added = bias == null ? noBias.atLeast(shape.keys()) : bias;
        int biasRow = bias == null ? 0 : shape.keys();
        eachPart(shape, (part, worker) -> {
            MatmulEngine engine = engines[worker];
            int count = part.sequences();
            for (QueryBand band : bands) {
                Tile kept = new Tile(probabilities, band.start(part), operands);
                Tile scores = tiles[worker].blank(band, count, kept);
                long queries = band.queries(qs, operands, part);
                Gemm products = band.queriesByKeys(count, shape.scale(), qs, ks);
                engine.multiply(products, queries, band.keys(ks, operands, part), scores.address());
                int biasStart = (part.head() * shape.queries() + band.first()) * biasRow;
                for (int i = 0; i < count; i++) {
                    int start = scores.start() + i * QueryBand.perHead(shape);
                    float[] hidden = hidden(shape, keyTokens, part.first() + i);
                    SoftmaxKernels.forward(band, hidden, scores.bytes(), start, added.bytes(), biasStart, biasRow);
                }
                tiles[worker].keep(band, count, scores, kept);
                long outs = band.queries(out, Precision.F32, part);
                Gemm sums = band.sumOverKeys(count, 1, vs, out);
                engine.multiply(sums, kept.address(), band.keys(vs, operands, part), outs);
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
        Precision operands = operands(shape);
        List<QueryBand> bands = QueryBand.of(shape, operands);
        Matrix qs = operand(q, operands);
        Matrix ks = operand(k, operands);
        Matrix vs = operand(v, operands);
        Matrix dOuts = operand(dOut, operands);
        CpuBuffer.changed(dq, dk, dv);
        BiasGradients biasGradients = new BiasGradients(shape, dBias, biases);
        eachPart(shape, (part, worker) -> {
            MatmulEngine engine = engines[worker];
            int count = part.sequences();
            for (int b = bands.size() - 1; b >= 0; b--) {
                QueryBand band = bands.get(b);
                Tile kept = new Tile(probabilities, band.start(part), operands);
                Tile d = tiles[worker].gradients(band, count);
                long outs = band.queries(dOuts, operands, part);
                Gemm products = band.queriesByKeys(count, 1, dOuts, vs);
                engine.multiply(products, outs, band.keys(vs, operands, part), d.address());
                Gemm ofValues = band.sumOverQueries(count, 1, dOuts, dv);
                engine.multiply(ofValues, kept.address(), outs, band.keys(dv, Precision.F32, part));

                Tile p = tiles[worker].restored(band, count, kept);
                for (int i = 0; i < count; i++) {
                    int further = i * QueryBand.perHead(shape);
                    SoftmaxKernels.backward(band, p.bytes(), p.start() + further, d.bytes(), d.start() + further);
                    biasGradients.add(part, worker, band, d.bytes(), d.start() + further);
                }
                long ds = tiles[worker].operand(band, count, d).address();
                Gemm ofQueries = band.sumOverKeys(count, shape.scale(), ks, dq);
                engine.multiply(ofQueries, ds, band.keys(ks, operands, part), band.queries(dq, Precision.F32, part));
                Gemm ofKeys = band.sumOverQueries(count, shape.scale(), qs, dk);
                engine.multiply(ofKeys, ds, band.queries(qs, operands, part), band.keys(dk, Precision.F32, part));
            }
        });
        biasGradients.join();
    }

    private interface Work {
        void run(Part part, int worker);
    }

    /** Head by head, because a bias and its gradient are those of a head. */
    private void eachPart(AttentionShape shape, Work work) {
        int group = Math.max(1, CACHED / QueryBand.perHead(shape));
        workers.split(shape.heads() * shape.batch(), 1, (from, to, worker) -> {
            for (int at = from; at < to; ) {
                int head = at / shape.batch();
                int first = at % shape.batch();
                int sequences = Math.min(group, Math.min(shape.batch() - first, to - at));
                boolean begunByAnother = from > head * shape.batch();
                work.run(new Part(head, first, sequences, begunByAnother), worker);
                at += sequences;
            }
        });
    }

    /** Products with one row or column are f32: see {@link MatmulKernel}. */
    private Precision operands(AttentionShape shape) {
        boolean vectors = shape.queries() == 1 || shape.keys() == 1 || shape.headSize() == 1;
        return vectors ? Precision.F32 : precision;
    }

    private Matrix operand(Matrix x, Precision numbers) {
        return numbers == Precision.F32 ? x : rounded.of(x);
    }

    /** Minus infinity for the keys of a sequence that are padding, 0 for the others. */
    private static float[] hidden(AttentionShape shape, int[] keyTokens, int sequence) {
        float[] hidden = new float[CpuBuffer.padded(shape.keys())];
        for (int key = 0; keyTokens != null && key < shape.keys(); key++) {
            hidden[key] = keyTokens[sequence * shape.keys() + key] == 0 ? Float.NEGATIVE_INFINITY : 0;
        }
        return hidden;
    }
}

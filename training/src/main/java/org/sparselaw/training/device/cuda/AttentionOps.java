package org.sparselaw.training.device.cuda;

import java.util.Arrays;
import org.sparselaw.job.UsageException;
import org.sparselaw.training.device.AttentionInput;
import org.sparselaw.training.device.AttentionShape;
import org.sparselaw.training.device.AttentionShape.Visibility;
import org.sparselaw.training.device.Matrix;
import org.sparselaw.training.device.Precision;

/**
 * Launches of the kernels in {@code attention.cu} and {@code attention_backward.cu}. What a forward pass leaves to the backward pass
 * is one number a query, from which the latter computes the probabilities anew.
 */
final class AttentionOps {
    private final Card card;
    private final Precision precision;
    private final CardScratch deltas;

    AttentionOps(Card card, Precision precision) {
        this.card = card;
        this.precision = precision;
        deltas = new CardScratch(card);
    }

    /** A number for each query of each head and sequence. */
    int memory(AttentionShape shape) {
        return Math.multiplyExact(shape.batch() * shape.heads(), shape.queries());
    }

    void forward(AttentionShape shape, AttentionInput input, CudaBuffer memory, Matrix out) {
        Tiles tiles = Tiles.of(precision, shape.headSize());
        attention("attentionForward", tiles, Launch.ceilDiv(shape.queries(), Tiles.OWN_ROWS), shape, input)
                .matrix(out)
                .address(memory.address())
                .shared(tiles.forwardBytes())
                .on(card);
    }

    void backward(
            AttentionShape shape,
            AttentionInput input,
            CudaBuffer memory,
            Matrix out,
            Matrix dOut,
            Matrix dq,
            Matrix dk,
            Matrix dv,
            CudaBuffer dBias) {
        Tiles tiles = Tiles.of(precision, shape.headSize());
        long queryDeltas = deltas.atLeast((long) memory(shape) * Float.BYTES);
        attention("attentionDeltas", tiles, Launch.ceilDiv(shape.queries(), Tiles.STRIP), shape, input)
                .matrix(out)
                .matrix(dOut)
                .address(queryDeltas)
                .threads(Launch.WARP)
                .shared(tiles.deltaBytes())
                .on(card);
        attention("attentionQueryGradients", tiles, Launch.ceilDiv(shape.queries(), Tiles.OWN_ROWS), shape, input)
                .matrix(dOut)
                .address(memory.address())
                .address(queryDeltas)
                .matrix(dq)
                .shared(tiles.queryBytes())
                .on(card);
        attention("attentionKeyGradients", tiles, Launch.ceilDiv(shape.keys(), Tiles.OWN_ROWS), shape, input)
                .matrix(dOut)
                .address(memory.address())
                .address(queryDeltas)
                .matrix(dk)
                .matrix(dv)
                .shared(tiles.keyBytes())
                .on(card);
        if (dBias != null) {
            attention("attentionBiasGradients", tiles, Launch.ceilDiv(shape.keys(), tiles.otherRows()), shape, input)
                    .by((int) Launch.ceilDiv(shape.queries(), Tiles.OWN_ROWS), shape.heads())
                    .matrix(dOut)
                    .address(memory.address())
                    .address(queryDeltas)
                    .integer(shape.batch())
                    .address(dBias.address())
                    .shared(tiles.queryBytes())
                    .on(card);
        }
    }

    /** With the arguments that all of these kernels share, and so many blocks for each head of each sequence. */
    private static Launch attention(
            String kernel, Tiles tiles, long blocks, AttentionShape shape, AttentionInput input) {
        CudaBuffer bias = CudaBuffer.read(input.bias());
        CudaIds tokens = CudaIds.of(input.keyTokens());
        return Launch.blocks(kernel + tiles.suffix(), blocks)
                .by(shape.heads(), shape.batch())
                .threads(Tiles.THREADS)
                .matrix(input.q())
                .matrix(input.k())
                .matrix(input.v())
                .address(bias == null ? 0 : bias.address())
                .address(tokens == null ? 0 : tokens.address())
                .real(shape.scale())
                .integer(shape.heads())
                .integer(shape.queries())
                .integer(shape.keys())
                .integer(shape.headSize())
                .integer(shape.visibility() == Visibility.CAUSAL ? 1 : 0);
    }

    /**
     * What a block holds in shared memory, as the kernels declare it.
     *
     * @param precision of operands
     * @param size of heads, filled up with zeros
     */
    private record Tiles(Precision precision, int size) {
        static final int OWN_ROWS = 64;
        static final int STRIP = 16;
        static final int THREADS = OWN_ROWS / STRIP * Launch.WARP;

        private static final int[] SIZES = {16, 32, 64, 128};
        private static final int ROW_GAP_BYTES = 16;

        static Tiles of(Precision precision, int headSize) {
            int size = Arrays.stream(SIZES)
                    .filter(one -> one >= headSize)
                    .findFirst()
                    .orElseThrow(() -> new UsageException("Invalid head size on a CUDA device: " + headSize
                            + " (must be at most " + SIZES[SIZES.length - 1] + "): use more heads"));
            return new Tiles(precision, size);
        }

        String suffix() {
            return "_" + precision + "_" + size;
        }

        private int rowBytes() {
            return size * precision.bytes();
        }

        /** Keys that a forward pass takes at a time. */
        private int forwardKeys() {
            return rowBytes() <= 256 ? 64 : 32;
        }

        /** Keys that a backward pass takes at a time for its own queries, or queries for its own keys. */
        int otherRows() {
            return rowBytes() <= 128 ? 64 : rowBytes() <= 256 ? 32 : 16;
        }

        private int tileBytes(int rows, int width) {
            return rows * (width * precision.bytes() + ROW_GAP_BYTES);
        }

        int forwardBytes() {
            int keys = forwardKeys();
            return tileBytes(OWN_ROWS + 2 * keys, size) + tileBytes(OWN_ROWS, keys) + keys * Integer.BYTES;
        }

        int deltaBytes() {
            return tileBytes(2 * STRIP, size);
        }

        int queryBytes() {
            return backwardTileBytes() + otherRows() * Integer.BYTES;
        }

        int keyBytes() {
            return backwardTileBytes() + 2 * otherRows() * Float.BYTES;
        }

        private int backwardTileBytes() {
            return 2 * tileBytes(OWN_ROWS + otherRows(), size) + tileBytes(OWN_ROWS, otherRows());
        }
    }
}

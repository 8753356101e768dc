package org.sparselaw.training.device.cpu;

import java.nio.ByteBuffer;
import org.sparselaw.training.device.Precision;

/**
 * One worker's scores of a {@link QueryBand}, which are worked on in f32, and what of them is kept for the backward pass and
 * read by matrix multiplications: the same numbers, or copies in bf16. The sequences of a call lie one head's scores apart.
 */
final class ScoreTiles {
    private final MatmulEngine engine;
    private final Scratch probabilities;
    private final Scratch gradients;
    private final Scratch roundedGradients;

    ScoreTiles(MatmulEngine engine, OffHeap memory) {
        this.engine = engine;
        this.probabilities = new Scratch(memory);
        this.gradients = new Scratch(memory);
        this.roundedGradients = new Scratch(memory);
    }

    /** Scores from number {@code start} of a buffer on, where a number takes as many bytes as its precision says. */
    record Tile(CpuBuffer buffer, int start, Precision numbers) {
        ByteBuffer bytes() {
            return buffer.bytes();
        }

        long address() {
            return address(0);
        }

        private long address(int further) {
            return buffer.address(0) + ((long) start + further) * numbers.bytes();
        }
    }

    /** Where probabilities that will be kept in {@code kept} are to be computed. */
    Tile blank(QueryBand band, int sequences, Tile kept) {
        return isF32(kept) ? kept : f32(probabilities, band, sequences);
    }

    /** Keeps what was computed in {@code tile}. */
    void keep(QueryBand band, int sequences, Tile tile, Tile kept) {
        if (!isF32(kept)) {
            round(band, sequences, tile, kept);
        }
    }

    /** Kept probabilities in f32. */
    Tile restored(QueryBand band, int sequences, Tile kept) {
        if (isF32(kept)) {
            return kept;
        }
        Tile tile = f32(probabilities, band, sequences);
        for (int i = 0; i < sequences; i++) {
            int at = i * QueryBand.perHead(band.shape());
            engine.widen(band.scores(), kept.address(at), tile.address(at));
        }
        return tile;
    }

    /** Where gradients are to be computed. */
    Tile gradients(QueryBand band, int sequences) {
        return f32(gradients, band, sequences);
    }

    /** The gradients as an operand of the band's multiplications. */
    Tile operand(QueryBand band, int sequences, Tile tile) {
        if (band.operands() == Precision.F32) {
            return tile;
        }
        Tile operand = new Tile(roundedGradients.atLeast((size(band, sequences) + 1) / 2), 0, band.operands());
        round(band, sequences, tile, operand);
        return operand;
    }

    private void round(QueryBand band, int sequences, Tile from, Tile to) {
        for (int i = 0; i < sequences; i++) {
            int at = i * QueryBand.perHead(band.shape());
            engine.round(band.scores(), from.address(at), to.address(at));
        }
    }

    private static Tile f32(Scratch scratch, QueryBand band, int sequences) {
        return new Tile(scratch.atLeast(size(band, sequences)), 0, Precision.F32);
    }

    private static int size(QueryBand band, int sequences) {
        return (sequences - 1) * QueryBand.perHead(band.shape()) + band.scores();
    }

    private static boolean isF32(Tile tile) {
        return tile.numbers() == Precision.F32;
    }
}

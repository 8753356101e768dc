package org.sparselaw.training.device.cuda;

/** Adds sums over the rows of a batch to a vector: chunks of rows first, then the chunks in their order. */
final class ColumnSums {
    private static final int LEAST_ROWS = 64;
    private static final int MOST_CHUNKS = 128;

    private final Card card;
    private final CardScratch scratch;

    ColumnSums(Card card) {
        this.card = card;
        scratch = new CardScratch(card);
    }

    /** A kernel over chunks, to which its own arguments are given; the arguments that all of these share come last. */
    Launch launch(String kernel, long rows, int width) {
        return Launch.blocks(kernel, Launch.ceilDiv(width, Launch.WARP)).by(chunks(rows), 1);
    }

    /** @param launch of above, with its own arguments */
    void addTo(CudaBuffer out, Launch launch, long rows, int width) {
        int chunks = chunks(rows);
        long part = scratch.atLeast((long) chunks * width * Float.BYTES);
        launch.index(rows)
                .integer(width)
                .integer(rowsOfChunk(rows))
                .address(part)
                .on(card);
        Launch.blocks("addColumnSums", Launch.ceilDiv(width, Launch.THREADS))
                .address(part)
                .integer(chunks)
                .integer(width)
                .numbers(out)
                .on(card);
    }

    /** Rows that a block adds up: few enough for many blocks, and a number that depends on the rows alone. */
    static int rowsOfChunk(long rows) {
        return (int) Math.max(LEAST_ROWS, Launch.ceilDiv(rows, MOST_CHUNKS));
    }

    private static int chunks(long rows) {
        return (int) Launch.ceilDiv(rows, rowsOfChunk(rows));
    }
}

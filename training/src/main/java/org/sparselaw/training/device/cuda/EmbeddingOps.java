package org.sparselaw.training.device.cuda;

/** Lookups by id and their gradients. */
final class EmbeddingOps {
    /** Places that one block adds up: few for rows, whose ids are many, more for biases, whose buckets are few. */
    private static final int ROWS_OF_CHUNK = 64;

    private static final int PAIRS_OF_CHUNK = 4096;

    private final Card card;
    private final CardScratch part;

    EmbeddingOps(Card card) {
        this.card = card;
        this.part = new CardScratch(card);
    }

    void embedding(CudaBuffer table, CudaIds ids, int width, CudaBuffer out) {
        Launch.forRows("embedding", ids.size())
                .numbers(table)
                .address(ids.address())
                .index(ids.size())
                .integer(width)
                .numbers(out)
                .on(card);
    }

    void embeddingBackward(CudaBuffer dOut, CudaIds ids, int width, CudaBuffer dTable) {
        Occurrences places = ids.occurrences(ROWS_OF_CHUNK);
        long sums = part.atLeast((long) places.chunks() * width * Float.BYTES);
        Launch.blocks("embeddingChunks", places.chunks())
                .numbers(dOut)
                .address(places.places())
                .address(places.chunkStarts())
                .integer(width)
                .address(sums)
                .on(card);
        addChunks(places, sums, width, dTable);
    }

    private void addChunks(Occurrences places, long sums, int width, CudaBuffer dTable) {
        Launch.blocks("addChunks", places.groups())
                .address(sums)
                .address(places.groupIds())
                .address(places.groupStarts())
                .integer(width)
                .numbers(dTable)
                .on(card);
    }

    void relativeBias(CudaBuffer table, CudaIds buckets, int heads, CudaBuffer bias) {
        Launch.forEach("relativeBias", bias.size(), card)
                .numbers(table)
                .address(buckets.address())
                .integer(heads)
                .index(buckets.size())
                .numbers(bias)
                .on(card);
    }

    void relativeBiasBackward(CudaBuffer dBias, CudaIds buckets, int heads, CudaBuffer dTable) {
        Occurrences places = buckets.occurrences(PAIRS_OF_CHUNK);
        long sums = part.atLeast((long) places.chunks() * heads * Float.BYTES);
        Launch.blocks("relativeBiasChunks", places.chunks())
                .by(heads, 1)
                .numbers(dBias)
                .address(places.places())
                .address(places.chunkStarts())
                .integer(heads)
                .index(buckets.size())
                .address(sums)
                .on(card);
        addChunks(places, sums, heads, dTable);
    }
}

package org.sparselaw.training.device.cuda;

import java.util.List;

/**
 * The k greatest of 32-bit keys, found and written as masks on the card, without a wait: three histograms give the least key that
 * is kept, counts by chunks which of its equals are.
 */
final class CardSelect {
    /** Where digits begin; they have 11 bits, so that the histogram of a block fits its shared memory. */
    private static final int[] SHIFTS = {21, 10, 0};

    private static final int DIGITS = 2048;
    private static final int CHUNK_KEYS = 2048;
    private static final int SELECTION_BYTES = 16;

    /** The one block that sums counts of ties has the most threads there can be. */
    private static final int TIE_THREADS = 1024;

    private final Card card;
    private final long histogram;
    private final long selection;
    private final CardScratch ties;

    /**
     * The keys of one tensor and the mask to write.
     *
     * @param keys their address; memory is for a multiple of 4
     * @param dropped upper bits that are not part of a key
     * @param also the address of a mask of entries that are kept besides, or 0
     */
    record Run(long keys, int size, int dropped, long also, long mask) {
        /** Of |w|. */
        static Run magnitudes(CudaBuffer w, long mask) {
            return new Run(w.address(), w.size(), 1, 0, mask);
        }

        /** Of all 32 bits. */
        static Run whole(long keys, int size, long mask) {
            return new Run(keys, size, 0, 0, mask);
        }

        Run keepingAlso(long entries) {
            return new Run(keys, size, dropped, entries, mask);
        }

        long chunks() {
            return Launch.ceilDiv(size, CHUNK_KEYS);
        }

        /** A {@code Keys}. */
        Launch giveTo(Launch launch) {
            return launch.address(keys).integer(size).integer(dropped);
        }
    }

    CardSelect(Card card) {
        this.card = card;
        histogram = card.allocate((long) DIGITS * Long.BYTES);
        selection = card.allocate(SELECTION_BYTES);
        ties = new CardScratch(card);
    }

    /** Keeps the {@code count} greatest of all runs together; of equals those of earlier runs, then those with a lower index. */
    void keep(List<Run> runs, long count) {
        int settled = 0;
        for (int shift : SHIFTS) {
            for (Run run : runs) {
                countDigits(run, shift, settled);
            }
            chooseDigit(shift, settled, count);
            settled = -1 << shift;
        }
        write(runs);
    }

    private void countDigits(Run run, int shift, int settled) {
        run.giveTo(Launch.forFours("countDigits", run.size, card))
                .integer(shift)
                .integer(settled)
                .address(selection)
                .address(histogram)
                .on(card);
    }

    private void chooseDigit(int shift, int settled, long count) {
        Launch.blocks("chooseDigit", 1)
                .address(histogram)
                .integer(shift)
                .integer(settled)
                .index(count)
                .address(selection)
                .on(card);
    }

    private void write(List<Run> runs) {
        int chunks = Math.toIntExact(runs.stream().mapToLong(Run::chunks).sum());
        long first = ties.atLeast((long) chunks * Long.BYTES);
        long at = first;
        for (Run run : runs) {
            run.giveTo(Launch.forRows("countTies", run.chunks()))
                    .address(selection)
                    .address(at)
                    .on(card);
            at += run.chunks() * Long.BYTES;
        }
        Launch.blocks("sumTiesBefore", 1)
                .threads(TIE_THREADS)
                .address(first)
                .integer(chunks)
                .on(card);
        at = first;
        for (Run run : runs) {
            run.giveTo(Launch.forRows("writeMask", run.chunks()))
                    .address(selection)
                    .address(at)
                    .address(run.also)
                    .address(run.mask)
                    .on(card);
            at += run.chunks() * Long.BYTES;
        }
    }
}

package org.sparselaw.training.device.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Sums over a whole buffer, in double precision, in an order that no card changes. */
final class Sums {
    /** Blocks of a sum, whatever the card. */
    static final int BLOCKS = 512;

    private static final int MOST = 8;

    private final Card card;
    private final CardScratch scratch;
    private final ByteBuffer host =
            ByteBuffer.allocateDirect(MOST * Double.BYTES).order(ByteOrder.nativeOrder());

    Sums(Card card) {
        this.card = card;
        scratch = new CardScratch(card);
    }

    double ofSquares(CudaBuffer x) {
        return ofSquares(List.of(x));
    }

    /** Of all of these together; the host waits once. */
    double ofSquares(List<CudaBuffer> all) {
        int blocks =
                all.stream().mapToInt(x -> blocks(Launch.ceilDiv(x.size(), 4))).sum();
        long sums = scratch.atLeast((long) blocks * Double.BYTES);
        int first = 0;
        for (CudaBuffer x : all) {
            int its = blocks(Launch.ceilDiv(x.size(), 4));
            Launch.blocks("sumOfSquares", its)
                    .numbers(x)
                    .index(x.size())
                    .address(sums + (long) first * Double.BYTES)
                    .on(card);
            first += its;
        }
        return totals(sums, blocks, 1)[0];
    }

    int ofNonZeros(CudaBuffer x) {
        int blocks = blocks(Launch.ceilDiv(x.size(), 4));
        long sums = scratch.atLeast((long) blocks * Double.BYTES);
        Launch.blocks("countNonZeros", blocks)
                .numbers(x)
                .index(x.size())
                .address(sums)
                .on(card);
        return (int) totals(sums, blocks, 1)[0];
    }

    /** How many bits are set. */
    long bits(long address, long words) {
        int blocks = blocks(words);
        long sums = scratch.atLeast((long) blocks * Double.BYTES);
        Launch.blocks("countBits", blocks)
                .address(address)
                .index(words)
                .address(sums)
                .on(card);
        return (long) totals(sums, blocks, 1)[0];
    }

    /** Blocks that sum over so many threads' worth of work. */
    static int blocks(long threads) {
        return (int) Math.min(BLOCKS, Launch.ceilDiv(threads, Launch.THREADS));
    }

    /**
     * The sums of every {@code groups}-th of these numbers, which are overwritten.
     *
     * @param count of all of them
     */
    double[] totals(long sums, int count, int groups) {
        Launch.blocks("totals", 1).address(sums).integer(count).integer(groups).on(card);
        host.clear().limit(groups * Double.BYTES);
        card.download(sums, host);
        double[] totals = new double[groups];
        host.asDoubleBuffer().get(totals);
        return totals;
    }
}

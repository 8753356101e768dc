package org.sparselaw.training.data;

import java.util.List;
import org.sparselaw.pipeline.shard.Shard;

/**
 * The order in which training sees the rows of a shard set: epoch after epoch, each in a new order, every row once an epoch; a
 * function of the seed.
 *
 * <p>The shards come in random order, and the rows of each in random order, so that one shard at a time has to be in memory.
 * That is enough, for what they hold is spread over the shards by a hash.
 */
final class ExampleOrder {
    private final List<Shard> shards;
    private final long seed;

    private long epoch;
    private int[] shardOrder;
    private int nextShard;
    private int shard;
    private int[] rowOrder = {};
    private int nextRow;

    /** @param shards with at least one row */
    ExampleOrder(List<Shard> shards, long seed) {
        this.shards = shards;
        this.seed = seed;
        this.shardOrder = shardOrder();
    }

    /** Goes to the next row; to be called before the first. */
    void advance() {
        while (nextRow == rowOrder.length) {
            if (nextShard == shardOrder.length) {
                epoch++;
                nextShard = 0;
                shardOrder = shardOrder();
            }
            open(shardOrder[nextShard++]);
        }
        nextRow++;
    }

    /** Passes over so many rows; to be called before {@link #advance}. */
    void skip(long rows) {
        long all = shards.stream().mapToLong(Shard::rows).sum();
        long left = rows % all;
        epoch += rows / all;
        shardOrder = shardOrder();
        while (left >= shards.get(shardOrder[nextShard]).rows()) {
            left -= shards.get(shardOrder[nextShard++]).rows();
        }
        open(shardOrder[nextShard++]);
        nextRow = Math.toIntExact(left);
    }

    /** Which pass over the data the present row is of, from 0. */
    long epoch() {
        return epoch;
    }

    /** The shard of the present row. */
    int shard() {
        return shard;
    }

    /** The present row within its shard. */
    int row() {
        return rowOrder[nextRow - 1];
    }

    private void open(int index) {
        shard = index;
        int rows = Math.toIntExact(shards.get(index).rows());
        rowOrder = new SplitMix64(Draw.WINDOW_ORDER.key(seed, epoch, index)).permutation(rows);
        nextRow = 0;
    }

    private int[] shardOrder() {
        return new SplitMix64(Draw.SHARD_ORDER.key(seed, epoch)).permutation(shards.size());
    }
}

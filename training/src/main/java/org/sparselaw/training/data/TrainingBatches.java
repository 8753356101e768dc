package org.sparselaw.training.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sparselaw.pipeline.shard.Shard;
import org.sparselaw.pipeline.shard.ShardSet;
import org.sparselaw.pipeline.shard.Split;
import org.sparselaw.pipeline.shard.TokenWindows;
import org.sparselaw.training.model.Batch;

/**
 * The endless sequence of training batches of a shard set: epoch after epoch, each in a new order and with new noise, every
 * window once an epoch. It is a pure function of (shard set, seed); a shorter run sees the beginning of what a longer one
 * sees. A batch may hold the end of one epoch and the beginning of the next.
 *
 * <p>The order: the shards in random order, and the windows of each in random order, so that one shard at a time has to be
 * in memory. That is enough, for documents are spread over the shards by a hash.
 */
public final class TrainingBatches {
    /** Up to this many tokens (2 or 4 bytes each), shards stay in memory from epoch to epoch. */
    private static final long RESIDENT_TOKENS = 1 << 26;

    private final ShardSet set;
    private final Objective objective;
    private final int batch;
    private final long seed;
    private final List<Shard> shards;
    private final boolean resident;
    private final Map<Integer, TokenWindows> loaded = new HashMap<>();

    private long epoch;
    private int[] shardOrder;
    private int nextShard;
    private int shard;
    private int[] windowOrder = {};
    private int nextWindow;

    /** @param set with at least one training window */
    public TrainingBatches(ShardSet set, Objective objective, int batch, long seed) {
        this.set = set;
        this.objective = objective;
        this.batch = batch;
        this.seed = seed;
        this.shards = set.shards(Split.TRAIN);
        long tokens =
                set.manifest().size(Split.TRAIN).windows() * set.manifest().window();
        this.resident = tokens <= RESIDENT_TOKENS;
        this.shardOrder = shardOrder();
    }

    public Batch next() {
        BatchRows rows = new BatchRows(objective, batch);
        for (int row = 0; row < batch; row++) {
            seekWindow();
            int window = windowOrder[nextWindow++];
            int[] tokens = loaded.get(shard).window(window);
            rows.put(row, objective.example(tokens, Draw.TRAINING_SPANS.key(seed, epoch, shard, window)));
        }
        return rows.batch();
    }

    /** Passes over what {@link #next} would give so many times; to be called before it. */
    public void skip(long batches) {
        long windows = shards.stream().mapToLong(Shard::rows).sum();
        long left = batches * batch;
        epoch += left / windows;
        left %= windows;
        shardOrder = shardOrder();
        while (left >= shards.get(shardOrder[nextShard]).rows()) {
            left -= shards.get(shardOrder[nextShard++]).rows();
        }
        open(shardOrder[nextShard++]);
        nextWindow = Math.toIntExact(left);
    }

    /** Which pass over the data the last window came from, from 0. */
    public long epoch() {
        return epoch;
    }

    private void seekWindow() {
        while (nextWindow == windowOrder.length) {
            if (nextShard == shardOrder.length) {
                epoch++;
                nextShard = 0;
                shardOrder = shardOrder();
            }
            open(shardOrder[nextShard++]);
        }
    }

    private void open(int index) {
        shard = index;
        if (!resident) {
            loaded.keySet().retainAll(List.of(index));
        }
        int windows =
                loaded.computeIfAbsent(index, i -> set.read(shards.get(i))).count();
        windowOrder = new SplitMix64(Draw.WINDOW_ORDER.key(seed, epoch, index)).permutation(windows);
        nextWindow = 0;
    }

    private int[] shardOrder() {
        return new SplitMix64(Draw.SHARD_ORDER.key(seed, epoch)).permutation(shards.size());
    }
}

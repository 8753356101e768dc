package org.sparselaw.training.data;

import org.sparselaw.pipeline.shard.ShardSet;
import org.sparselaw.pipeline.shard.Split;
import org.sparselaw.pipeline.shard.TokenWindows;
import org.sparselaw.training.model.TokenBatch;

/** The training batches of windows of tokens; the objective draws new noise every epoch. */
public final class TokenBatches implements TrainingBatches {
    private final Objective objective;
    private final int batch;
    private final long seed;
    private final ExampleOrder order;
    private final LoadedShards<TokenWindows> shards;

    /** @param set with at least one training window */
    public TokenBatches(ShardSet set, Objective objective, int batch, long seed) {
        this.objective = objective;
        this.batch = batch;
        this.seed = seed;
        order = new ExampleOrder(set.shards(Split.TRAIN), seed);
        shards = new LoadedShards<>(
                set.shards(Split.TRAIN), (long) Integer.BYTES * set.manifest().window(), set::read);
    }

    @Override
    public TokenBatch next() {
        BatchRows rows = new BatchRows(objective, batch);
        for (int row = 0; row < batch; row++) {
            order.advance();
            int[] tokens = shards.get(order.shard()).window(order.row());
            rows.put(
                    row,
                    objective.example(
                            tokens, Draw.TRAINING_SPANS.key(seed, order.epoch(), order.shard(), order.row())));
        }
        return rows.batch();
    }

    @Override
    public void skip(long batches) {
        order.skip(batches * batch);
    }

    @Override
    public long epoch() {
        return order.epoch();
    }
}

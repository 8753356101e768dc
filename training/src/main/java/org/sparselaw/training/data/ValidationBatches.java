package org.sparselaw.training.data;

import java.util.ArrayList;
import java.util.List;
import org.sparselaw.pipeline.shard.Shard;
import org.sparselaw.pipeline.shard.ShardSet;
import org.sparselaw.pipeline.shard.Split;
import org.sparselaw.pipeline.shard.TokenWindows;
import org.sparselaw.training.model.Batch;

/**
 * The validation examples of a shard set: its first validation windows, always with the same noise, whatever the run's seed,
 * so that the losses of all runs on the set can be compared.
 */
public final class ValidationBatches {
    private ValidationBatches() {}

    /**
     * Reads them into memory.
     *
     * @param windows how many, at most the number the set has
     * @param batch rows of a batch; the last one is filled up with padding
     */
    public static List<Batch> read(ShardSet set, Objective objective, int windows, int batch) {
        List<BatchRows> batches = new ArrayList<>();
        List<Shard> shards = set.shards(Split.VALIDATION);
        int row = 0;
        for (int shard = 0; row < windows; shard++) {
            TokenWindows held = set.read(shards.get(shard));
            for (int i = 0; i < held.count() && row < windows; i++, row++) {
                if (row % batch == 0) {
                    batches.add(new BatchRows(objective, batch));
                }
                batches.get(row / batch)
                        .put(row % batch, objective.example(held.window(i), Draw.VALIDATION_SPANS.key(shard, i)));
            }
        }
        return batches.stream().map(BatchRows::batch).toList();
    }
}

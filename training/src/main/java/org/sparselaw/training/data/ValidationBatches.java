package org.sparselaw.training.data;

import java.util.ArrayList;
import java.util.List;
import org.sparselaw.pipeline.shard.ImageSet;
import org.sparselaw.pipeline.shard.Images;
import org.sparselaw.pipeline.shard.Shard;
import org.sparselaw.pipeline.shard.ShardSet;
import org.sparselaw.pipeline.shard.Split;
import org.sparselaw.pipeline.shard.TokenWindows;
import org.sparselaw.training.model.ImageBatch;
import org.sparselaw.training.model.TokenBatch;

/** The validation examples of a shard set, as {@link Task#validation} promises them. */
public final class ValidationBatches {
    private ValidationBatches() {}

    /** The first windows, always with the same noise. */
    public static List<TokenBatch> ofText(ShardSet set, Objective objective, int windows, int batch) {
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

    /** The first images, as they are. */
    public static List<ImageBatch> ofImages(ImageSet set, int images, int batch) {
        List<PixelRows> batches = new ArrayList<>();
        List<Shard> shards = set.shards(Split.VALIDATION);
        int row = 0;
        for (int shard = 0; row < images; shard++) {
            Images held = set.read(shards.get(shard));
            for (int i = 0; i < held.count() && row < images; i++, row++) {
                if (row % batch == 0) {
                    batches.add(new PixelRows(set.manifest(), batch));
                }
                batches.get(row / batch).add(held.pixels(i), held.labels(i));
            }
        }
        return batches.stream().map(PixelRows::batch).toList();
    }
}

package org.sparselaw.training.data;

import org.sparselaw.pipeline.shard.ImageSet;
import org.sparselaw.pipeline.shard.Images;
import org.sparselaw.pipeline.shard.Split;
import org.sparselaw.training.model.ImageBatch;

/** The training batches of images, varied anew every epoch. */
public final class ImageBatches implements TrainingBatches {
    private final ImageSet set;
    private final Augmentation augmentation;
    private final int batch;
    private final long seed;
    private final ExampleOrder order;
    private final LoadedShards<Images> shards;

    /** @param set with at least one training image */
    public ImageBatches(ImageSet set, Augmentation augmentation, int batch, long seed) {
        this.set = set;
        this.augmentation = augmentation;
        this.batch = batch;
        this.seed = seed;
        order = new ExampleOrder(set.shards(Split.TRAIN), seed);
        shards = new LoadedShards<>(set.shards(Split.TRAIN), set.manifest().pixelBytes(), set::read);
    }

    @Override
    public ImageBatch next() {
        PixelRows rows = new PixelRows(set.manifest(), batch);
        while (!rows.isFull()) {
            order.advance();
            Images images = shards.get(order.shard());
            rows.add(
                    images.pixels(order.row()),
                    images.labels(order.row()),
                    augmentation,
                    Draw.AUGMENTATION.key(seed, order.epoch(), order.shard(), order.row()));
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

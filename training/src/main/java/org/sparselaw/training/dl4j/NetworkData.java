package org.sparselaw.training.dl4j;

import org.sparselaw.analysis.runs.DataUnit;
import org.sparselaw.job.UsageException;
import org.sparselaw.pipeline.shard.AnySet;
import org.sparselaw.pipeline.shard.ImageSet;
import org.sparselaw.pipeline.shard.ShardSet;
import org.sparselaw.training.data.Augmentation;
import org.sparselaw.training.data.PictureSet;
import org.sparselaw.training.data.TextSet;
import org.sparselaw.training.data.TrainingSet;

/** What a user's network reads: windows of text to predict their next tokens, or images to tell their classes. */
sealed interface NetworkData {
    /** @throws org.sparselaw.job.DataException when the folder is no whole shard set */
    static NetworkData open(String folder) {
        AnySet set = AnySet.open(folder);
        return set instanceof ImageSet images ? new Pictures(images) : new Windows((ShardSet) set);
    }

    TrainingSet set();

    DataUnit unit();

    /** D of an example: the tokens of a window that are read, or 1 for an image. */
    long dataPerExample();

    /** @throws UsageException when the network does not read these examples */
    void check(UserNetwork network);

    ShardIterator training(UserNetwork network, int batch, long seed);

    ShardIterator validation(UserNetwork network, int most, int batch);

    /** Text. */
    record Windows(ShardSet shards) implements NetworkData {
        @Override
        public TrainingSet set() {
            return new TextSet(shards);
        }

        @Override
        public DataUnit unit() {
            return DataUnit.TOKENS;
        }

        @Override
        public long dataPerExample() {
            return shards.manifest().window() - 1;
        }

        @Override
        public void check(UserNetwork network) {
            network.checkVocabulary(shards.manifest().vocabulary());
        }

        @Override
        public ShardIterator training(UserNetwork network, int batch, long seed) {
            return ShardIterator.training(shards, batch, seed, network.features(), network.labels());
        }

        @Override
        public ShardIterator validation(UserNetwork network, int most, int batch) {
            return ShardIterator.validation(shards, most, batch, network.features(), network.labels());
        }
    }

    /** Images. */
    record Pictures(ImageSet shards) implements NetworkData {
        @Override
        public TrainingSet set() {
            return new PictureSet(shards);
        }

        @Override
        public DataUnit unit() {
            return DataUnit.IMAGES;
        }

        @Override
        public long dataPerExample() {
            return 1;
        }

        @Override
        public void check(UserNetwork network) {
            network.checkImages(
                    shards.manifest().height(),
                    shards.manifest().width(),
                    shards.manifest().classes().size());
        }

        @Override
        public ShardIterator training(UserNetwork network, int batch, long seed) {
            return ShardIterator.training(shards, batch, seed, Augmentation.NONE);
        }

        @Override
        public ShardIterator validation(UserNetwork network, int most, int batch) {
            return ShardIterator.validation(shards, most, batch);
        }
    }
}

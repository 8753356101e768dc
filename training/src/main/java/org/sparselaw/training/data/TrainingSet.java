package org.sparselaw.training.data;

import org.sparselaw.pipeline.shard.ImageSet;
import org.sparselaw.pipeline.shard.ShardSet;
import org.sparselaw.pipeline.shard.Split;
import org.sparselaw.training.model.ExampleShape;
import org.sparselaw.training.model.Family;

/** A shard set as training sees it: examples of text or images. */
public sealed interface TrainingSet permits TextSet, PictureSet {
    /**
     * Opens what a family of models reads.
     *
     * @throws org.sparselaw.job.DataException when the folder is no whole shard set of the right kind
     */
    static TrainingSet open(Family family, String folder) {
        return family.readsImages() ? new PictureSet(ImageSet.open(folder)) : new TextSet(ShardSet.open(folder));
    }

    /** The identity of the set. */
    String digest();

    /** How many windows or images a split has. */
    long examples(Split split);

    /** {@code window} or {@code image}, for messages. */
    String exampleName();

    /** What models must know of the examples. */
    ExampleShape shape();
}

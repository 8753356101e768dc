package org.sparselaw.training.data;

import org.sparselaw.pipeline.shard.ImageManifest;
import org.sparselaw.pipeline.shard.ImageSet;
import org.sparselaw.pipeline.shard.Split;
import org.sparselaw.training.model.ExampleShape;

/** Images of one size with their classes. */
public record PictureSet(ImageSet shards) implements TrainingSet {
    @Override
    public String digest() {
        return shards.digest();
    }

    @Override
    public long examples(Split split) {
        return shards.manifest().size(split).images();
    }

    @Override
    public String exampleName() {
        return "image";
    }

    @Override
    public ExampleShape shape() {
        ImageManifest manifest = shards.manifest();
        return new ExampleShape.Pictures(
                manifest.height(), manifest.width(), manifest.classes().size(), manifest.labels());
    }

    @Override
    public String toString() {
        return shards.toString();
    }
}

package org.sparselaw.training.data;

import org.sparselaw.pipeline.shard.ShardSet;
import org.sparselaw.pipeline.shard.Split;
import org.sparselaw.training.model.ExampleShape;

/** Windows of tokens. */
public record TextSet(ShardSet shards) implements TrainingSet {
    @Override
    public String digest() {
        return shards.digest();
    }

    @Override
    public long examples(Split split) {
        return shards.manifest().size(split).windows();
    }

    @Override
    public String exampleName() {
        return "window";
    }

    @Override
    public ExampleShape shape() {
        return new ExampleShape.Tokens(shards.manifest().vocabulary());
    }

    @Override
    public String toString() {
        return shards.toString();
    }
}

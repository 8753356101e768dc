package org.sparselaw.pipeline;

import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparselaw.pipeline.shard.Split;
import org.sparselaw.pipeline.text.ContentKey;

/**
 * Which shard a document belongs to, by its content alone. Shards are numbered through: first those of the train split,
 * then those of the validation split.
 */
record Placement(long seed, double validation, int trainShards, int validationShards) implements Serializable {
    /** A document on its way to its shard: by {@code shard}, then in the order of {@code key}. */
    static final StructType ROW = new StructType()
            .add("shard", DataTypes.IntegerType, false)
            .add("key", DataTypes.BinaryType, false)
            .add("text", DataTypes.StringType, false);

    static final int TEXT = 2;

    static Placement of(PrepareTextConfig config) {
        return new Placement(config.seed(), config.validation(), config.shards(), config.validationShards());
    }

    Row place(String text) {
        ContentKey key = ContentKey.of(seed, text);
        int shard = key.share() < validation ? trainShards + key.shard(validationShards) : key.shard(trainShards);
        return RowFactory.create(shard, key.order(), text);
    }

    int shards() {
        return trainShards + validationShards;
    }

    Split split(int shard) {
        return shard < trainShards ? Split.TRAIN : Split.VALIDATION;
    }

    String file(int shard) {
        return split(shard) == Split.TRAIN
                ? Split.TRAIN.shardFile(shard, trainShards)
                : Split.VALIDATION.shardFile(shard - trainShards, validationShards);
    }
}

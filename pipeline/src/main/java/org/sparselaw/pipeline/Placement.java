package org.sparselaw.pipeline;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparselaw.pipeline.shard.ContentKey;
import org.sparselaw.pipeline.shard.Split;

/**
 * Which shard a document or an image belongs to, by its content alone. Shards are numbered through: first those of the train split,
 * then those of the validation split.
 */
record Placement(long seed, double validation, int trainShards, int validationShards) implements Serializable {
    /** A document on its way to its shard: by {@code shard}, then in the order of {@code key}. */
    static final StructType ROW = new StructType()
            .add("shard", DataTypes.IntegerType, false)
            .add("key", DataTypes.BinaryType, false)
            .add("text", DataTypes.StringType, false);

    static final int SHARD = 0;
    static final int KEY = 1;
    static final int TEXT = 2;

    static Placement of(PrepareTextConfig config) {
        return new Placement(config.seed(), config.validation(), config.shards(), config.validationShards());
    }

    Row place(String text) {
        ContentKey key = key(text.getBytes(StandardCharsets.UTF_8));
        return RowFactory.create(shard(key), key.order(), text);
    }

    ContentKey key(byte[] content) {
        return ContentKey.of(seed, content);
    }

    int shard(ContentKey key) {
        return key.share() < validation ? trainShards + key.shard(validationShards) : key.shard(trainShards);
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

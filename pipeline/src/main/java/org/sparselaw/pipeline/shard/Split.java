package org.sparselaw.pipeline.shard;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The part of a shard set. */
public enum Split {
    TRAIN,
    VALIDATION;

    /** As in file names and manifests: {@code train}. */
    @JsonValue
    public String prefix() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of one of this split's shards: {@code train-00003-of-00016.parquet}. */
    public String shardFile(int index, int shards) {
        return String.format(Locale.ROOT, "%s-%05d-of-%05d.parquet", prefix(), index, shards);
    }
}

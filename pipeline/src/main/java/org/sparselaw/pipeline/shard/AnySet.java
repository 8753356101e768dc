package org.sparselaw.pipeline.shard;

import org.sparselaw.job.DataException;

/** A shard set of any kind, for those who ask whether it is what its manifest says. */
public sealed interface AnySet permits ShardSet, ImageSet {
    SetManifest manifest();

    /** @throws DataException when the manifest contradicts itself, or a file beside the shards is not what it says */
    void verify();

    /** @throws DataException when a shard is not what the manifest says: its bytes, its rows, or a value of one */
    void verify(Shard shard);

    /** @throws DataException when the folder is not a whole shard set, naming what is missing */
    static AnySet open(String folder) {
        String kind = SetFolder.kind(folder);
        return kind.equals(ImageManifest.KIND) ? ImageSet.open(folder) : ShardSet.open(folder);
    }

    /** Rows over all shards of a split must be what the manifest counts. */
    static void verifyRows(AnySet set, Split split, long counted) {
        long rows = set.manifest().shards(split).stream().mapToLong(Shard::rows).sum();
        if (rows != counted) {
            throw new DataException("%s: the manifest counts %d rows of the %s split, but its shards have %d"
                    .formatted(set, counted, split.prefix(), rows));
        }
    }
}

package org.sparselaw.pipeline.shard;

import java.util.List;

/** What every shard set says of itself, whatever its rows hold; {@code manifest.json} in the set's folder. */
public sealed interface SetManifest permits Manifest, ImageManifest {
    /** Of the rows: {@code text} or {@code image}. */
    String kind();

    /** All shards, in the order of their files. */
    List<Shard> shards();

    /** The shards of a split, in the order of their files. */
    default List<Shard> shards(Split split) {
        return shards().stream().filter(shard -> shard.split() == split).toList();
    }

    /** The names of all files that make the set whole, besides the manifest. */
    default List<String> files() {
        return shards().stream().map(Shard::file).toList();
    }
}

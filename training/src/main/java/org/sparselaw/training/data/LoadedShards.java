package org.sparselaw.training.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sparselaw.pipeline.shard.Shard;

/** The shards of a split in memory: all of them when the split is small, else the one that was asked for last. */
final class LoadedShards<T> {
    /** Up to this many bytes of rows, shards stay in memory from epoch to epoch. */
    private static final long RESIDENT_BYTES = 1 << 28;

    private final List<Shard> shards;
    private final Function<Shard, T> read;
    private final boolean resident;
    private final Map<Integer, T> loaded = new HashMap<>();

    /** @param rowBytes of a row in memory */
    LoadedShards(List<Shard> shards, long rowBytes, Function<Shard, T> read) {
        this.shards = shards;
        this.read = read;
        this.resident = shards.stream().mapToLong(Shard::rows).sum() * rowBytes <= RESIDENT_BYTES;
    }

    T get(int index) {
        if (!resident) {
            loaded.keySet().retainAll(List.of(index));
        }
        return loaded.computeIfAbsent(index, i -> read.apply(shards.get(i)));
    }
}

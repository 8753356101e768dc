package org.sparselaw.pipeline.shard;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.sparselaw.job.DataException;

/** A shard set of any kind, for those who ask whether it is what its manifest says. */
public sealed interface AnySet permits ShardSet, ImageSet {
    SetManifest manifest();

    /** What is wrong with the set apart from the content of its shards, a line each; nothing when all is well. */
    List<String> problems();

    /** @throws DataException when a shard is not what the manifest says: its bytes, its rows, or a value of one */
    void verify(Shard shard);

    /** @throws DataException when the folder is not a whole shard set, naming what is missing */
    static AnySet open(String folder) {
        String kind = SetFolder.kind(folder);
        return kind.equals(ImageManifest.KIND) ? ImageSet.open(folder) : ShardSet.open(folder);
    }

    /** What is wrong with the numbers of rows: over all shards of a split they must be what the manifest counts. */
    static List<String> problemsOfRows(AnySet set, ToLongFunction<Split> counted) {
        List<String> problems = new ArrayList<>();
        for (Split split : Split.values()) {
            long rows =
                    set.manifest().shards(split).stream().mapToLong(Shard::rows).sum();
            long said = counted.applyAsLong(split);
            if (rows != said) {
                problems.add("%s: the manifest counts %d rows of the %s split, but its shards have %d"
                        .formatted(set, said, split.prefix(), rows));
            }
        }
        return problems;
    }
}

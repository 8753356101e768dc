package org.sparselaw.training.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sparselaw.pipeline.shard.Manifest;
import org.sparselaw.pipeline.shard.Manifest.SplitSize;
import org.sparselaw.pipeline.shard.Shard;
import org.sparselaw.pipeline.shard.ShardSet;
import org.sparselaw.pipeline.shard.ShardSetDraft;
import org.sparselaw.pipeline.shard.ShardWriter;
import org.sparselaw.pipeline.shard.Split;

/**
 * A shard set for tests. Its windows count upwards in steps of 1, 2 or 3 modulo 20, so a model that looks at neighbouring
 * tokens can learn them.
 */
public final class TinyShardSet {
    public static final int PIECES = 22;
    public static final int EXTRA_IDS = 4;

    private TinyShardSet() {}

    /** Training shards of the given numbers of rows, and one validation shard. */
    public static ShardSet write(String folder, int window, int validation, int... train) {
        int vocabulary = PIECES + EXTRA_IDS;
        try (ShardSetDraft draft = new ShardSetDraft(folder)) {
            List<Shard> shards = new ArrayList<>();
            int first = 0;
            for (int i = 0; i < train.length; i++) {
                shards.add(shard(draft, Split.TRAIN.shardFile(i, train.length), Split.TRAIN, window, first, train[i]));
                first += train[i];
            }
            shards.add(shard(draft, Split.VALIDATION.shardFile(0, 1), Split.VALIDATION, window, 1_000, validation));
            draft.folder().child("tokenizer.model").write("none");
            long rows = first + validation;
            long tokens = rows * window;
            draft.finish(new Manifest(
                    Manifest.FORMAT,
                    "text",
                    window,
                    new Manifest.TokenizerFile("tokenizer.model", "", PIECES),
                    EXTRA_IDS,
                    vocabulary,
                    1,
                    new Manifest.Counts(rows, rows, Map.of(), Map.of(), 0, tokens, tokens, 0),
                    Map.of(),
                    new SplitSize(first, first),
                    new SplitSize(validation, validation),
                    shards,
                    List.of(),
                    Map.of(),
                    0));
            return ShardSet.open(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same as training sees it. */
    public static TrainingSet text(String folder, int window, int validation, int... train) {
        return new TextSet(write(folder, window, validation, train));
    }

    private static Shard shard(ShardSetDraft draft, String name, Split split, int window, int first, int rows)
            throws IOException {
        ShardWriter writer = new ShardWriter(draft.folder().child(name), window, PIECES + EXTRA_IDS);
        try (writer) {
            for (int row = first; row < first + rows; row++) {
                writer.write(window(row, window), 0);
            }
        }
        return writer.shard(split, name);
    }

    /** The tokens of window i. */
    static int[] window(int index, int length) {
        int[] tokens = new int[length];
        for (int i = 0; i < length; i++) {
            tokens[i] = 2 + (index + i * (1 + index / 20 % 3)) % 20;
        }
        return tokens;
    }
}

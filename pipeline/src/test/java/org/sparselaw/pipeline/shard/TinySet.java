package org.sparselaw.pipeline.shard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** A set of two train windows and one validation window, written by hand. */
final class TinySet {
    static final int WINDOW = 4;

    private TinySet() {}

    /** @param pieces of the tokenizer; there are no extra ids */
    static Manifest write(String folder, int pieces) {
        try (ShardSetDraft draft = new ShardSetDraft(folder)) {
            draft.folder().child("tokenizer.model").write("a model");
            int top = pieces - 1;
            Shard train = shard(draft, Split.TRAIN, pieces, new int[] {2, 3, 4, 1, top, top - 1, 5, 1});
            Shard validation = shard(draft, Split.VALIDATION, pieces, new int[] {7, 8, 9, 1});
            Manifest manifest = new Manifest(
                    Manifest.FORMAT,
                    "text",
                    WINDOW,
                    new Manifest.TokenizerFile("tokenizer.model", "00", pieces),
                    0,
                    pieces,
                    1,
                    new Manifest.Counts(5, 3, Map.of("empty-text", 2L), Map.of(), 30, 14, 12, 2),
                    Map.of(4, 3L),
                    new Manifest.SplitSize(2, 2),
                    new Manifest.SplitSize(1, 1),
                    List.of(train, validation),
                    List.of(new Manifest.Input("a.txt", 12, "ab")),
                    Map.of("window", WINDOW),
                    7);
            draft.finish(manifest);
            return manifest;
        }
    }

    private static Shard shard(ShardSetDraft draft, Split split, int pieces, int[] ids) {
        String name = split.shardFile(0, 1);
        try {
            ShardWriter writer = new ShardWriter(draft.folder().child(name), WINDOW, pieces);
            try (writer) {
                for (int offset = 0; offset < ids.length; offset += WINDOW) {
                    writer.write(ids, offset);
                }
            }
            return writer.shard(split, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

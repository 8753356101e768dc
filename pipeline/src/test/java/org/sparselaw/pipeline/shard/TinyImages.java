package org.sparselaw.pipeline.shard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** A set of two train images and one validation image of 1 x 2 pixels, written by hand. */
final class TinyImages {
    static final byte[] FIRST = {0, 127, -1, 1, 2, 3};
    static final byte[] SECOND = {10, 20, 30, 40, 50, 60};
    static final byte[] HELD_OUT = {-1, -2, -3, -4, -5, -6};

    private TinyImages() {}

    /** @param of the second image; the others have the label 0 */
    static ImageManifest write(String folder, LabelKind kind, int... of) {
        try (ShardSetDraft draft = new ShardSetDraft(folder)) {
            Shard train = shard(draft, Split.TRAIN, new byte[][] {FIRST, SECOND}, new int[][] {{0}, of});
            Shard validation = shard(draft, Split.VALIDATION, new byte[][] {HELD_OUT}, new int[][] {{0}});
            ImageManifest manifest = new ImageManifest(
                    ImageManifest.FORMAT,
                    ImageManifest.KIND,
                    1,
                    2,
                    ImageManifest.CHANNELS,
                    kind,
                    List.of("cat", "dog", "frog"),
                    new ImageManifest.Counts(5, 3, Map.of("damaged-image", 2L)),
                    new ImageManifest.SplitSize(2, List.of(1L, 1L, 0L)),
                    new ImageManifest.SplitSize(1, List.of(1L, 0L, 0L)),
                    List.of(0.1, 0.2, 0.3),
                    List.of(0.01, 0.02, 0.03),
                    List.of(train, validation),
                    List.of(new Manifest.Input("a.tar", 12, "ab")),
                    Map.of("height", 1),
                    7);
            draft.finish(manifest);
            return manifest;
        }
    }

    private static Shard shard(ShardSetDraft draft, Split split, byte[][] pixels, int[][] labels) {
        String name = split.shardFile(0, 1);
        try {
            ImageWriter writer = new ImageWriter(draft.folder().child(name));
            try (writer) {
                for (int i = 0; i < pixels.length; i++) {
                    writer.write(pixels[i], labels[i]);
                }
            }
            return writer.shard(split, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

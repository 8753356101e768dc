package org.sparselaw.training.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.sparselaw.pipeline.shard.ImageManifest;
import org.sparselaw.pipeline.shard.ImageManifest.Counts;
import org.sparselaw.pipeline.shard.ImageManifest.SplitSize;
import org.sparselaw.pipeline.shard.ImageSet;
import org.sparselaw.pipeline.shard.ImageWriter;
import org.sparselaw.pipeline.shard.LabelKind;
import org.sparselaw.pipeline.shard.Shard;
import org.sparselaw.pipeline.shard.ShardSetDraft;
import org.sparselaw.pipeline.shard.Split;

/** A shard set of images for tests: 4 x 6 pixels of noise, brighter in the half that the class says. */
public final class TinyImageSet {
    public static final int HEIGHT = 4;
    public static final int WIDTH = 6;

    private TinyImageSet() {}

    /** Training shards of the given numbers of images, and one validation shard. */
    public static TrainingSet write(String folder, int validation, int... train) {
        try (ShardSetDraft draft = new ShardSetDraft(folder)) {
            List<Shard> shards = new ArrayList<>();
            int first = 0;
            for (int i = 0; i < train.length; i++) {
                shards.add(shard(draft, Split.TRAIN.shardFile(i, train.length), Split.TRAIN, first, train[i]));
                first += train[i];
            }
            shards.add(shard(draft, Split.VALIDATION.shardFile(0, 1), Split.VALIDATION, 1_000, validation));
            draft.finish(new ImageManifest(
                    ImageManifest.FORMAT,
                    ImageManifest.KIND,
                    HEIGHT,
                    WIDTH,
                    ImageManifest.CHANNELS,
                    LabelKind.SINGLE,
                    List.of("left", "right"),
                    new Counts(first + validation, first + validation, Map.of()),
                    new SplitSize(first, List.of((long) (first + 1) / 2, (long) first / 2)),
                    new SplitSize(validation, List.of((long) (validation + 1) / 2, (long) validation / 2)),
                    Collections.nCopies(3, .5),
                    Collections.nCopies(3, .0625),
                    shards,
                    List.of(),
                    Map.of(),
                    0));
            return new PictureSet(ImageSet.open(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Shard shard(ShardSetDraft draft, String name, Split split, int first, int images)
            throws IOException {
        ImageWriter writer = new ImageWriter(draft.folder().child(name));
        try (writer) {
            for (int i = first; i < first + images; i++) {
                writer.write(pixels(i), new int[] {i % 2});
            }
        }
        return writer.shard(split, name);
    }

    /** The bytes of image i; those of an even one are above 127 in its left half, and below in its right half. */
    static byte[] pixels(int index) {
        SplitMix64 random = new SplitMix64(index);
        byte[] pixels = new byte[HEIGHT * WIDTH * 3];
        for (int i = 0; i < pixels.length; i++) {
            boolean left = i / 3 % WIDTH < WIDTH / 2;
            pixels[i] = (byte) (random.nextInt(128) + (left == (index % 2 == 0) ? 128 : 0));
        }
        return pixels;
    }
}

package org.sparselaw.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparselaw.pipeline.shard.ImageSet;
import org.sparselaw.training.data.Augmentation.Flip;
import org.sparselaw.training.model.ImageBatch;

class TestImageBatches {
    private static final int SIZE = TinyImageSet.HEIGHT * TinyImageSet.WIDTH * 3;
    private static final Augmentation BOTH = new Augmentation(1, Flip.HORIZONTAL);

    @TempDir
    Path folder;

    private ImageSet set;

    @BeforeEach
    void write() {
        set = ((PictureSet) TinyImageSet.write(folder + "/set", 5, 7, 10, 3)).shards();
    }

    /** Mean .5 and variance .0625: (p / 255 - .5) / .25. */
    @Test
    void pixelsAreNormalisedByTheManifest() {
        ImageBatch batch = ValidationBatches.ofImages(set, 5, 3).get(0);
        byte[] first = TinyImageSet.pixels(1_000);
        for (int i = 0; i < SIZE; i++) {
            assertThat(batch.pixels()[i]).isEqualTo((float) (((first[i] & 0xff) / 255.0 - .5) / .25), within(1e-6f));
        }
        assertThat(batch.labels()).containsExactly(0, 1, 0);
    }

    @Test
    void theLastBatchOfValidationIsFilledUp() {
        List<ImageBatch> batches = ValidationBatches.ofImages(set, 5, 3);
        assertThat(batches).extracting(ImageBatch::count).containsExactly(3, 2);
        assertThat(batches.get(1).labels()).containsExactly(1, 0, ImageBatch.NO_LABEL);
    }

    @Test
    void anEpochHoldsEveryImageOnceAndTheNextInAnotherOrder() {
        ImageBatches batches = new ImageBatches(set, Augmentation.NONE, 4, 9);
        List<String> first = images(batches, 5);
        assertThat(batches.epoch()).isZero();
        List<String> second = images(batches, 5);
        assertThat(batches.epoch()).isEqualTo(1);
        assertThat(new HashSet<>(first)).hasSize(20);
        assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
    }

    @Test
    void theSameSeedGivesTheSameCropsAndAnotherEpochOthers() {
        ImageBatches batches = new ImageBatches(set, BOTH, 4, 9);
        List<String> first = images(batches, 5);
        assertThat(images(new ImageBatches(set, BOTH, 4, 9), 5)).isEqualTo(first);
        assertThat(images(new ImageBatches(set, BOTH, 4, 10), 5)).isNotEqualTo(first);
        assertThat(images(batches, 5)).doesNotContainAnyElementsOf(first.subList(0, 3));
    }

    @Test
    void whatIsSkippedIsWhatWouldHaveCome() {
        ImageBatches read = new ImageBatches(set, BOTH, 4, 9);
        images(read, 7);
        ImageBatches skipped = new ImageBatches(set, BOTH, 4, 9);
        skipped.skip(7);
        assertThat(images(skipped, 5)).isEqualTo(images(read, 5));
    }

    /**
     * Every view is the image shifted by up to one pixel, mirrored or not, with 0 where the image ends; all 18 of them come.
     */
    @Test
    void cropsAndFlipsAreWhatTheySay() {
        byte[] image = TinyImageSet.pixels(0);
        Set<String> allowed = new HashSet<>();
        for (int down = -1; down <= 1; down++) {
            for (int right = -1; right <= 1; right++) {
                allowed.add(view(image, down, right, false));
                allowed.add(view(image, down, right, true));
            }
        }
        Set<String> seen = new HashSet<>();
        for (int key = 0; key < 400; key++) {
            PixelRows rows = new PixelRows(set.manifest(), 1);
            rows.add(image, new int[] {0}, BOTH, key);
            seen.add(Arrays.toString(rows.batch().pixels()));
        }
        assertThat(seen).isEqualTo(allowed);
    }

    private String view(byte[] image, int down, int right, boolean mirrored) {
        float[] plain = normalised(image);
        float[] view = new float[SIZE];
        for (int y = 0; y < TinyImageSet.HEIGHT; y++) {
            for (int x = 0; x < TinyImageSet.WIDTH; x++) {
                int fromX = (mirrored ? TinyImageSet.WIDTH - 1 - x : x) + right;
                int fromY = y + down;
                if (fromX >= 0 && fromX < TinyImageSet.WIDTH && fromY >= 0 && fromY < TinyImageSet.HEIGHT) {
                    System.arraycopy(
                            plain, 3 * (fromY * TinyImageSet.WIDTH + fromX), view, 3 * (y * TinyImageSet.WIDTH + x), 3);
                }
            }
        }
        return Arrays.toString(view);
    }

    private float[] normalised(byte[] image) {
        PixelRows rows = new PixelRows(set.manifest(), 1);
        rows.add(image, new int[] {0});
        return rows.batch().pixels();
    }

    @Test
    void labelsOfSeveralArePutSideBySide() {
        PixelRows rows = new PixelRows(set.manifest(), 3);
        rows.add(TinyImageSet.pixels(0), new int[] {4, 7, 9});
        rows.add(TinyImageSet.pixels(1), new int[] {});
        assertThat(rows.batch().labels()).containsExactly(4, 7, 9, -1, -1, -1, -1, -1, -1, -1, -1, -1);
        assertThat(rows.batch().count()).isEqualTo(2);
    }

    private static List<String> images(ImageBatches batches, int count) {
        List<String> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ImageBatch batch = batches.next();
            IntStream.range(0, batch.count())
                    .mapToObj(row -> Arrays.toString(Arrays.copyOfRange(batch.pixels(), row * SIZE, (row + 1) * SIZE)))
                    .forEach(images::add);
        }
        return images;
    }
}

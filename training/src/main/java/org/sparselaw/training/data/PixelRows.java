package org.sparselaw.training.data;

import java.util.Arrays;
import org.sparselaw.pipeline.shard.ImageManifest;
import org.sparselaw.training.model.ImageBatch;

/**
 * A batch of images in the making. Pixels are normalised, (p / 255 - mean) / sqrt(variance) of their channel over the training
 * split, so that 0 is the mean colour.
 */
final class PixelRows {
    private static final int LEVELS = 256;

    private final int height;
    private final int width;
    private final float[][] normalised = new float[ImageManifest.CHANNELS][LEVELS];
    private final float[] pixels;
    private final int[][] labels;
    private int count;

    PixelRows(ImageManifest manifest, int batch) {
        height = manifest.height();
        width = manifest.width();
        for (int c = 0; c < ImageManifest.CHANNELS; c++) {
            double deviation = Math.sqrt(Math.max(manifest.variance().get(c), 1e-12));
            for (int level = 0; level < LEVELS; level++) {
                normalised[c][level] = (float) ((level / 255.0 - manifest.mean().get(c)) / deviation);
            }
        }
        pixels = new float[batch * manifest.pixelBytes()];
        labels = new int[batch][];
    }

    /** As it is. */
    void add(byte[] image, int[] classes) {
        add(image, classes, 0, 0, 1);
    }

    /** Varied at random; the key tells draws apart. */
    void add(byte[] image, int[] classes, Augmentation augmentation, long... key) {
        SplitMix64 random = new SplitMix64(key);
        int down = random.nextInt(2 * augmentation.padding() + 1) - augmentation.padding();
        int right = random.nextInt(2 * augmentation.padding() + 1) - augmentation.padding();
        boolean flipped = augmentation.flip() == Augmentation.Flip.HORIZONTAL && random.nextInt(2) == 1;
        add(image, classes, down, right, flipped ? -1 : 1);
    }

    /**
     * @param down by how much what is seen lies below the image's upper edge
     * @param direction in which lines are read: 1, or -1 for mirrored
     */
    private void add(byte[] image, int[] classes, int down, int right, int direction) {
        int to = count * image.length;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++, to += ImageManifest.CHANNELS) {
                int line = y + down;
                int column = (direction == 1 ? x : width - 1 - x) + right;
                if (line >= 0 && line < height && column >= 0 && column < width) {
                    normalise(image, (line * width + column) * ImageManifest.CHANNELS, to);
                }
            }
        }
        labels[count++] = classes;
    }

    private void normalise(byte[] image, int from, int to) {
        for (int c = 0; c < ImageManifest.CHANNELS; c++) {
            pixels[to + c] = normalised[c][image[from + c] & 0xff];
        }
    }

    boolean isFull() {
        return count == labels.length;
    }

    /** What is missing is filling. */
    ImageBatch batch() {
        int most = Arrays.stream(labels)
                .mapToInt(its -> its == null ? 0 : its.length)
                .max()
                .orElse(0);
        // Powers of two: the device keeps memory for every number that occurs.
        int room = most <= 1 ? 1 : 2 * Integer.highestOneBit(most - 1);
        int[] all = new int[labels.length * room];
        Arrays.fill(all, ImageBatch.NO_LABEL);
        for (int i = 0; i < count; i++) {
            System.arraycopy(labels[i], 0, all, i * room, labels[i].length);
        }
        return new ImageBatch(pixels, all, count);
    }
}

package org.sparselaw.pipeline.shard;

import java.util.List;

/** The images of one shard, in memory as their rows hold them. Safe for use by several threads. */
public final class Images {
    private final byte[][] pixels;
    private final int[][] labels;

    Images(List<byte[]> pixels, List<int[]> labels) {
        this.pixels = pixels.toArray(byte[][]::new);
        this.labels = labels.toArray(int[][]::new);
    }

    /** Number of images. */
    public int count() {
        return pixels.length;
    }

    /**
     * The pixels of image i, in [0, count): height x width x 3 unsigned bytes, red, green and blue, row by row. The array is
     * the shard's own and must not be changed.
     */
    public byte[] pixels(int i) {
        return pixels[i];
    }

    /** The ids of the classes of image i, ascending; exactly one in a set of single labels. */
    public int[] labels(int i) {
        return labels[i].clone();
    }

    /** The only label of image i, in a set of single labels. */
    public int label(int i) {
        return labels[i][0];
    }
}

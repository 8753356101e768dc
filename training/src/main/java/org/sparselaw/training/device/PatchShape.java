package org.sparselaw.training.device;

/**
 * Images that are cut into square patches, counted row by row.
 *
 * @param images how many
 * @param height in pixels, a multiple of {@code patch}
 * @param width likewise
 * @param channels numbers a pixel
 * @param patch pixels along a side
 * @param leadingRows rows that an image has before those of its patches, for a class token
 */
public record PatchShape(int images, int height, int width, int channels, int patch, int leadingRows) {
    /** Patches side by side. */
    public int across() {
        return width / patch;
    }

    /** Rows of an image. */
    public int rows() {
        return leadingRows + across() * (height / patch);
    }

    /** Numbers of a row. */
    public int patchSize() {
        return channels * patch * patch;
    }
}

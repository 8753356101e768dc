package org.sparselaw.pipeline.image.codec;

/**
 * What an image says of itself before its pixels.
 *
 * @param width of the stored raster
 * @param height of the stored raster
 */
record Header(int width, int height, Orientation orientation) {
    Header(int width, int height) {
        this(width, height, Orientation.UPRIGHT);
    }
}

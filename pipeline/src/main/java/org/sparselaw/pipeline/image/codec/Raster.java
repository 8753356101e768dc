package org.sparselaw.pipeline.image.codec;

/** A decoded image, in whichever way its decoder has laid out the pixels. */
interface Raster {
    int width();

    int height();

    /**
     * Adds a part of row y, times a weight, to sums: of the reds of all its columns, then of the greens, then of the blues.
     *
     * @param from its first column
     */
    void add(int y, int from, int columns, int weight, int[] sums);

    Pixels pixels();
}

package org.sparselaw.pipeline.image.codec;

import java.util.Arrays;

/**
 * A raster in another size, one axis after the other: first down, where whole rows are added and few of them are left for the
 * way across. Sums are whole numbers, so their order changes nothing.
 */
record Resampling(Axis across, Axis down) {
    Pixels apply(Raster image) {
        int width = across.pixels();
        int first = across.first()[0];
        int columns = across.end() - first;
        byte[] rgb = new byte[width * down.pixels() * Pixels.CHANNELS];
        int[] sums = new int[columns * Pixels.CHANNELS];
        for (int y = 0; y < down.pixels(); y++) {
            Arrays.fill(sums, 0);
            int[] weights = down.weights()[y];
            for (int k = 0; k < weights.length; k++) {
                image.add(down.first()[y] + k, first, columns, weights[k], sums);
            }
            across(sums, columns, rgb, y * width * Pixels.CHANNELS);
        }
        return new Pixels(width, down.pixels(), rgb);
    }

    private void across(int[] sums, int columns, byte[] rgb, int to) {
        long total = across.total() * down.total();
        for (int x = 0; x < across.pixels(); x++) {
            int[] weights = across.weights()[x];
            int at = across.first()[x] - across.first()[0];
            long red = total / 2;
            long green = total / 2;
            long blue = total / 2;
            for (int k = 0; k < weights.length; k++) {
                red += (long) weights[k] * sums[at + k];
                green += (long) weights[k] * sums[at + k + columns];
                blue += (long) weights[k] * sums[at + k + 2 * columns];
            }
            rgb[to + Pixels.CHANNELS * x] = (byte) (red / total);
            rgb[to + Pixels.CHANNELS * x + 1] = (byte) (green / total);
            rgb[to + Pixels.CHANNELS * x + 2] = (byte) (blue / total);
        }
    }
}

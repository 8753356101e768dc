package org.sparselaw.pipeline.image.codec;

import java.util.Arrays;

/** A raster in another size, one axis after the other. */
record Resampling(Axis across, Axis down) {
    Pixels apply(Pixels image) {
        int width = across.pixels();
        int height = down.pixels();
        byte[] rgb = new byte[width * height * Pixels.CHANNELS];
        long total = across.total() * down.total();
        long[] sums = new long[width * Pixels.CHANNELS];
        int[] row = new int[width * Pixels.CHANNELS];
        int held = -1; // successive pixels share a row where their areas meet inside it
        for (int y = 0; y < height; y++) {
            int[] weights = down.weights()[y];
            Arrays.fill(sums, total / 2);
            for (int k = 0; k < weights.length; k++) {
                int source = down.first()[y] + k;
                if (source != held) {
                    across(image, source, row);
                    held = source;
                }
                for (int i = 0; i < row.length; i++) {
                    sums[i] += (long) weights[k] * row[i];
                }
            }
            for (int i = 0; i < sums.length; i++) {
                rgb[y * sums.length + i] = (byte) (sums[i] / total);
            }
        }
        return new Pixels(width, height, rgb);
    }

    private void across(Pixels image, int y, int[] row) {
        byte[] rgb = image.rgb();
        for (int x = 0; x < across.pixels(); x++) {
            int[] weights = across.weights()[x];
            int at = Pixels.CHANNELS * (y * image.width() + across.first()[x]);
            int red = 0;
            int green = 0;
            int blue = 0;
            for (int weight : weights) {
                red += weight * (rgb[at] & 0xff);
                green += weight * (rgb[at + 1] & 0xff);
                blue += weight * (rgb[at + 2] & 0xff);
                at += Pixels.CHANNELS;
            }
            row[Pixels.CHANNELS * x] = red;
            row[Pixels.CHANNELS * x + 1] = green;
            row[Pixels.CHANNELS * x + 2] = blue;
        }
    }
}

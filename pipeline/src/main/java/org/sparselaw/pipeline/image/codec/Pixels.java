package org.sparselaw.pipeline.image.codec;

/**
 * A raster of 8-bit RGB.
 *
 * @param rgb height x width x 3 unsigned bytes: red, green and blue, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // a raster is handed on, never compared
public record Pixels(int width, int height, byte[] rgb) implements Raster {
    public static final int CHANNELS = 3;

    public Pixels {
        if (rgb.length != width * height * CHANNELS) {
            throw new IllegalArgumentException("%d bytes for %d x %d pixels".formatted(rgb.length, width, height));
        }
    }

    /** @param grey height x width unsigned bytes, row by row */
    public static Pixels grey(int width, int height, byte[] grey) {
        byte[] rgb = new byte[grey.length * CHANNELS];
        for (int i = 0; i < grey.length; i++) {
            rgb[CHANNELS * i] = grey[i];
            rgb[CHANNELS * i + 1] = grey[i];
            rgb[CHANNELS * i + 2] = grey[i];
        }
        return new Pixels(width, height, rgb);
    }

    @Override
    public void add(int y, int from, int columns, int weight, int[] sums) {
        int at = (y * width + from) * CHANNELS;
        for (int x = 0; x < columns; x++) {
            sums[x] += weight * (rgb[at] & 0xff);
            sums[columns + x] += weight * (rgb[at + 1] & 0xff);
            sums[2 * columns + x] += weight * (rgb[at + 2] & 0xff);
            at += CHANNELS;
        }
    }

    @Override
    public Pixels pixels() {
        return this;
    }
}

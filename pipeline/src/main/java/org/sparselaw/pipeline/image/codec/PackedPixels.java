package org.sparselaw.pipeline.image.codec;

/**
 * A raster with a word a pixel, as Leptonica has it. Loops over words become vector instructions, those over the bytes of
 * {@link Pixels} do not.
 *
 * @param words height x width: red in the highest byte, then green, then blue; the lowest is not looked at
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PackedPixels(int width, int height, int[] words) implements Raster {
    private static final int RED = 24;
    private static final int GREEN = 16;
    private static final int BLUE = 8;

    @Override
    public void add(int y, int from, int columns, int weight, int[] sums) {
        int begin = y * width + from;
        add(words, begin, columns, RED, weight, sums, 0);
        add(words, begin, columns, GREEN, weight, sums, columns);
        add(words, begin, columns, BLUE, weight, sums, 2 * columns);
    }

    private static void add(int[] words, int begin, int columns, int shift, int weight, int[] sums, int to) {
        for (int x = 0; x < columns; x++) {
            sums[to + x] += weight * (words[begin + x] >>> shift & 0xff);
        }
    }

    @Override
    public Pixels pixels() {
        byte[] rgb = new byte[words.length * Pixels.CHANNELS];
        int at = 0;
        for (int word : words) {
            rgb[at] = (byte) (word >>> RED);
            rgb[at + 1] = (byte) (word >>> GREEN);
            rgb[at + 2] = (byte) (word >>> BLUE);
            at += Pixels.CHANNELS;
        }
        return new Pixels(width, height, rgb);
    }
}

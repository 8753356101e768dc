package org.sparselaw.pipeline.image.codec;

import java.awt.image.Raster;
import java.util.Arrays;

/**
 * The one transparent colour of a grey or RGB PNG (its chunk tRNS). Leptonica does not apply it, so the image is decoded
 * without the chunk and the colour looked for in the samples as they are stored.
 *
 * @param chunk where the chunk begins
 * @param end where the next one does
 * @param colour one sample of grey, or red, green and blue
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PngTransparency(int chunk, int end, int[] colour) {
    static final int PALETTE = 3;
    private static final int RGB = 2;
    private static final int COLOUR_TYPE = 25;

    static PngTransparency read(Bytes bytes, int chunk, int length) throws UndecodableException {
        int[] colour = new int[bytes.u8(COLOUR_TYPE) == RGB ? 3 : 1];
        for (int c = 0; c < colour.length; c++) {
            colour[c] = bytes.u16(chunk + 8 + 2 * c);
        }
        return new PngTransparency(chunk, chunk + length + 12, colour);
    }

    byte[] without(byte[] png) {
        byte[] rest = Arrays.copyOf(png, png.length - (end - chunk));
        System.arraycopy(png, end, rest, chunk, png.length - end);
        return rest;
    }

    /** Draws the background where the samples are the transparent colour. */
    void apply(Raster samples, Background background, Pixels pixels) {
        int[] sample = null;
        for (int y = 0; y < pixels.height(); y++) {
            for (int x = 0; x < pixels.width(); x++) {
                sample = samples.getPixel(x, y, sample);
                if (Arrays.equals(sample, colour)) {
                    background.put(0, pixels.rgb(), Pixels.CHANNELS * (y * pixels.width() + x));
                }
            }
        }
    }
}

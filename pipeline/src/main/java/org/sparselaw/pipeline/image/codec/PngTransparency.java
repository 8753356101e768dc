package org.sparselaw.pipeline.image.codec;

import java.util.Arrays;

/**
 * The one transparent colour of a grey or RGB PNG (its chunk tRNS). Leptonica does not apply it, so the image is decoded
 * without the chunk and the colour looked for afterwards. Deviation from PNG: of 16 bits only the upper 8 are compared, since
 * only these are decoded.
 *
 * @param chunk where the chunk begins
 * @param end where the next one does
 * @param rgb the colour, in 8 bits each
 */
record PngTransparency(int chunk, int end, int rgb) {
    static final int PALETTE = 3;
    private static final int RGB = 2;
    private static final int DEPTH = 24;

    static PngTransparency read(Bytes bytes, int chunk, int length) throws UndecodableException {
        int depth = bytes.u8(DEPTH);
        boolean colour = bytes.u8(DEPTH + 1) == RGB;
        int rgb = 0;
        for (int c = 0; c < Pixels.CHANNELS; c++) {
            rgb = rgb << 8 | eightBits(bytes.u16(chunk + 8 + (colour ? 2 * c : 0)), depth);
        }
        return new PngTransparency(chunk, chunk + length + 12, rgb);
    }

    private static int eightBits(int sample, int depth) {
        return depth == 16 ? sample >>> 8 : (sample & ((1 << depth) - 1)) * 255 / ((1 << depth) - 1);
    }

    byte[] without(byte[] png) {
        byte[] rest = Arrays.copyOf(png, png.length - (end - chunk));
        System.arraycopy(png, end, rest, chunk, png.length - end);
        return rest;
    }

    Pixels over(Background background, Pixels pixels) {
        byte[] bytes = pixels.rgb();
        for (int i = 0; i < bytes.length; i += Pixels.CHANNELS) {
            if (((bytes[i] & 0xff) << 16 | (bytes[i + 1] & 0xff) << 8 | (bytes[i + 2] & 0xff)) == rgb) {
                background.put(0, bytes, i);
            }
        }
        return pixels;
    }
}

package org.sparselaw.pipeline.image.codec;

import java.io.Serializable;

/** The colour behind what is transparent, each channel in [0, 255]. */
public record Background(int red, int green, int blue) implements Serializable {
    public static final Background WHITE = new Background(255, 255, 255);

    public Background {
        if ((red | green | blue) < 0 || Math.max(red, Math.max(green, blue)) > 255) {
            throw new IllegalArgumentException(
                    "Invalid background: %d, %d, %d (each must be in [0, 255])".formatted(red, green, blue));
        }
    }

    /**
     * Puts a pixel over the background and writes the three bytes: c a + b (255 - a), divided by 255 and rounded.
     *
     * @param argb as Java packs it, not premultiplied
     */
    void put(int argb, byte[] rgb, int offset) {
        int alpha = argb >>> 24;
        rgb[offset] = over((argb >>> 16) & 0xff, red, alpha);
        rgb[offset + 1] = over((argb >>> 8) & 0xff, green, alpha);
        rgb[offset + 2] = over(argb & 0xff, blue, alpha);
    }

    private static byte over(int value, int behind, int alpha) {
        return (byte) ((value * alpha + behind * (255 - alpha) + 127) / 255);
    }
}

package org.sparselaw.pipeline.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.IntBinaryOperator;
import javax.imageio.ImageIO;

/** Images drawn for tests and encoded by the JDK. */
public final class DrawnImages {
    private DrawnImages() {}

    /** One colour, as 0xRRGGBB. */
    public static byte[] png(int width, int height, int colour) throws IOException {
        return encoded("png", width, height, (x, y) -> colour);
    }

    /** @param colour 0xRRGGBB of the pixel (x, y) */
    public static byte[] encoded(String format, int width, int height, IntBinaryOperator colour) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, colour.applyAsInt(x, y));
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }
}

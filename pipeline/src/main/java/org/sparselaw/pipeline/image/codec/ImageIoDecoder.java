package org.sparselaw.pipeline.image.codec;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** The decoders of the JDK, for GIF, BMP and what else needs stored samples, without the conversions of colour that come with them. */
final class ImageIoDecoder {
    private ImageIoDecoder() {}

    static Pixels decode(String format, byte[] image, Background background) throws UndecodableException {
        BufferedImage read = read(format, image);
        byte[] rgb = new byte[read.getWidth() * read.getHeight() * Pixels.CHANNELS];
        copy(read, background, rgb, 0, 0, read.getWidth(), read.getHeight());
        return new Pixels(read.getWidth(), read.getHeight(), rgb);
    }

    /** Draws the first frame at its place; what it leaves open has the colour of the header's background. */
    static Pixels decodeGif(GifHeader gif, byte[] image, Background background) throws UndecodableException {
        BufferedImage frame = read("gif", image);
        byte[] rgb = new byte[gif.width() * gif.height() * Pixels.CHANNELS];
        int open = 0;
        if (frame.getColorModel() instanceof IndexColorModel palette && gif.background() < palette.getMapSize()) {
            open = palette.getRGB(gif.background());
        }
        for (int i = 0; i < rgb.length; i += Pixels.CHANNELS) {
            background.put(open, rgb, i);
        }
        copy(frame, background, rgb, gif.frame().left(), gif.frame().top(), gif.width(), gif.height());
        return new Pixels(gif.width(), gif.height(), rgb);
    }

    /** The samples of an image as they are stored. */
    static Raster samples(String format, byte[] image) throws UndecodableException {
        return read(format, image).getRaster();
    }

    private static BufferedImage read(String format, byte[] image) throws UndecodableException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(image))) {
            reader.setInput(in, true, true);
            return reader.read(0);
        } catch (IOException | RuntimeException e) {
            // The JDK's readers meet some damage with an index out of bounds.
            throw UndecodableException.damaged("the JDK cannot read the image (" + e.getMessage() + ")");
        } finally {
            reader.dispose();
        }
    }

    private static void copy(
            BufferedImage image, Background background, byte[] rgb, int left, int top, int width, int height) {
        ColorModel colours = image.getColorModel();
        Raster raster = image.getRaster();
        // A colour model of grey would take its samples as linear light, which they are not.
        boolean grey = raster.getNumBands() == 1 && colours.getNumColorComponents() == 1;
        Object element = null;
        for (int y = 0; y < Math.min(image.getHeight(), height - top); y++) {
            for (int x = 0; x < Math.min(image.getWidth(), width - left); x++) {
                int argb;
                if (grey) {
                    argb = 0xff000000 | raster.getSample(x, y, 0) * 0x010101;
                } else {
                    element = raster.getDataElements(x, y, element);
                    argb = colours.getRGB(element);
                }
                background.put(argb, rgb, Pixels.CHANNELS * ((top + y) * width + left + x));
            }
        }
    }
}

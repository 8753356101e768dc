package org.sparselaw.pipeline.image.codec;

import java.io.Serializable;

/** The size that all images of a set have, and how they get it. */
public record Geometry(int width, int height, Fit fit) implements Serializable {
    /** The part of an image that is kept. */
    private record Part(int left, int top, int width, int height) {}

    /**
     * An image in this size: each pixel is the mean of the area that it covers when a side shrinks, and interpolated between
     * the nearest two when it grows. Edges of a cropped part are rounded to whole pixels.
     */
    public Pixels apply(Pixels image) {
        Part part = part(image.width(), image.height());
        if (part.width == width && part.height == height && image.width() == width && image.height() == height) {
            return image;
        }
        Axis across = Axis.of(part.left, part.width, width);
        Axis down = Axis.of(part.top, part.height, height);
        return new Resampling(across, down).apply(image);
    }

    /** The largest reduction of a JPEG that leaves at least two pixels for each one wanted, so that it is hardly seen. */
    public int reduction(int imageWidth, int imageHeight) {
        Part part = part(imageWidth, imageHeight);
        int reduction = 8;
        while (reduction > 1 && (part.width < 2L * reduction * width || part.height < 2L * reduction * height)) {
            reduction /= 2;
        }
        return reduction;
    }

    private Part part(int imageWidth, int imageHeight) {
        if (fit == Fit.SQUASH) {
            return new Part(0, 0, imageWidth, imageHeight);
        }
        boolean wide = (long) imageWidth * height > (long) imageHeight * width;
        int keptWidth = wide ? rounded(imageHeight, width, height) : imageWidth;
        int keptHeight = wide ? imageHeight : rounded(imageWidth, height, width);
        return new Part((imageWidth - keptWidth) / 2, (imageHeight - keptHeight) / 2, keptWidth, keptHeight);
    }

    /** side * a / b, at least 1. */
    private static int rounded(long side, int a, int b) {
        return (int) Math.max(1, (2 * side * a + b) / (2L * b));
    }
}

package org.sparselaw.pipeline.image.codec;

/**
 * Encoded images to RGB: JPEG (baseline, progressive, arithmetic; grey, YCbCr, RGB, CMYK, YCCK), PNG, WebP, BMP, and the first
 * frame of GIF; upright by their Exif orientation, transparent pixels over a background, of 16 bits the upper 8. Colour
 * profiles are not applied. Safe for use by several threads.
 *
 * <p>JPEG, PNG and WebP are decoded by Leptonica's libjpeg-turbo, libpng and libwebp, GIF and BMP by the JDK.
 */
public final class ImageDecoder {
    private final long mostPixels;
    private final Background background;
    private final Reduction reduction;

    /** By how much a JPEG may be reduced while it is decoded. */
    @FunctionalInterface
    public interface Reduction {
        /** @return 1, 2, 4 or 8, for an upright image of this size */
        int of(int width, int height);
    }

    /**
     * @param mostPixels that an image may have; it is rejected by its header, before any pixel is decoded
     * @param background behind what is transparent
     */
    public ImageDecoder(long mostPixels, Background background, Reduction reduction) {
        this.mostPixels = mostPixels;
        this.background = background;
        this.reduction = reduction;
    }

    /** @throws UndecodableException saying why there are no pixels */
    public Pixels decode(byte[] image) throws UndecodableException {
        ImageFormat format = ImageFormat.of(image)
                .orElseThrow(() -> new UndecodableException(
                        Fault.UNKNOWN_FORMAT, "begins neither as JPEG, PNG, GIF, BMP nor WebP"));
        return switch (format) {
            case JPEG -> jpeg(image);
            case PNG -> png(image);
            case WEBP -> {
                Header header = checked(WebpHeader.read(image));
                yield upright(header, Leptonica.decode(image, background));
            }
            case GIF -> gif(image);
            case BMP -> upright(checked(BmpHeader.read(image)), ImageIoDecoder.decode("bmp", image, background));
        };
    }

    private Pixels jpeg(byte[] image) throws UndecodableException {
        JpegHeader jpeg = JpegHeader.read(image);
        Header header = checked(jpeg.header());
        int reduced = reduction.of(header.uprightWidth(), header.uprightHeight());
        return header.orientation().apply(Leptonica.decodeJpeg(image, reduced, jpeg));
    }

    private Pixels png(byte[] image) throws UndecodableException {
        PngHeader png = PngHeader.read(image);
        Header header = checked(png.header());
        if (png.transparency().isEmpty()) {
            return upright(header, Leptonica.decode(image, background));
        }
        PngTransparency transparency = png.transparency().get();
        Pixels opaque = Leptonica.decode(transparency.without(image), background);
        return upright(header, transparency.over(background, opaque));
    }

    private Pixels gif(byte[] image) throws UndecodableException {
        GifHeader gif = GifHeader.read(image);
        checked(new Header(gif.width(), gif.height()));
        checked(new Header(gif.frame().width(), gif.frame().height()));
        return ImageIoDecoder.decodeGif(gif, image, background);
    }

    private Header checked(Header header) throws UndecodableException {
        long pixels = (long) header.width() * header.height();
        if (header.width() <= 0 || header.height() <= 0) {
            throw UndecodableException.damaged(
                    "the header says %d x %d pixels".formatted(header.width(), header.height()));
        }
        if (pixels > mostPixels) {
            throw new UndecodableException(
                    Fault.TOO_MANY_PIXELS,
                    "the header says %d x %d pixels, above the limit of %d"
                            .formatted(header.width(), header.height(), mostPixels));
        }
        return header;
    }

    private static Pixels upright(Header header, Pixels stored) throws UndecodableException {
        if (stored.width() != header.width() || stored.height() != header.height()) {
            throw UndecodableException.damaged("the header says %d x %d pixels, but there are %d x %d"
                    .formatted(header.width(), header.height(), stored.width(), stored.height()));
        }
        return header.orientation().apply(stored);
    }
}

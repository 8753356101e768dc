package org.sparselaw.pipeline.image.codec;

import java.util.Optional;

/**
 * Encoded images to RGB: JPEG (baseline, progressive, arithmetic; grey, YCbCr, RGB, CMYK, YCCK), PNG, WebP, BMP, and the first
 * frame of GIF; upright by their Exif orientation, transparent pixels over a background, of 16 bits the upper 8. Colour
 * profiles are not applied. Safe for use by several threads.
 *
 * <p>JPEG, PNG and WebP are decoded by Leptonica's libjpeg-turbo, libpng and libwebp, GIF and BMP by the JDK; a JPEG of the
 * common kind that is to become much smaller by {@link ReducedJpeg}.
 */
public final class ImageDecoder {
    private final long mostPixels;
    private final Background background;

    /**
     * An image as it lies in its file.
     *
     * @param reduction of its pixels: each stands for reduction x reduction of the header's
     */
    private record Stored(Header header, Raster raster, int reduction) {}

    /** By how much a JPEG may be reduced while it is decoded: 1, 2, 4 or 8. */
    @FunctionalInterface
    private interface Reduction {
        int of(Header header);
    }

    /**
     * @param mostPixels that an image may have; it is rejected by its header, before any pixel is decoded
     * @param background behind what is transparent
     */
    public ImageDecoder(long mostPixels, Background background) {
        this.mostPixels = mostPixels;
        this.background = background;
    }

    /**
     * Decodes an image in its own size.
     *
     * @throws UndecodableException saying why there are no pixels
     */
    public Pixels decode(byte[] image) throws UndecodableException {
        Stored stored = stored(image, header -> 1);
        return stored.header.orientation().apply(stored.raster.pixels());
    }

    /**
     * Decodes an image and gives it another size.
     *
     * @throws UndecodableException saying why there are no pixels
     */
    public Pixels decode(byte[] image, Geometry geometry) throws UndecodableException {
        Stored stored = stored(image, header -> geometry.of(header).reduction(header.width(), header.height()));
        Header header = stored.header;
        Pixels resized = geometry.of(header).apply(stored.raster, header.width(), header.height(), stored.reduction);
        return header.orientation().apply(resized);
    }

    private Stored stored(byte[] image, Reduction reduction) throws UndecodableException {
        ImageFormat format = ImageFormat.of(image)
                .orElseThrow(() -> new UndecodableException(
                        Fault.UNKNOWN_FORMAT, "begins neither as JPEG, PNG, GIF, BMP nor WebP"));
        return switch (format) {
            case JPEG -> jpeg(image, reduction);
            case PNG -> png(image);
            case WEBP -> {
                Header header = checked(WebpHeader.read(image));
                yield whole(header, Leptonica.decode(image, background));
            }
            case GIF -> gif(image);
            case BMP -> whole(checked(BmpHeader.read(image)), ImageIoDecoder.decode("bmp", image, background));
        };
    }

    private Stored jpeg(byte[] image, Reduction reduction) throws UndecodableException {
        JpegHeader jpeg = JpegHeader.read(image);
        Header header = checked(jpeg.header());
        int reduced = reduction.of(header);
        Optional<Raster> raster = ReducedJpeg.decode(image, reduced);
        return new Stored(
                header, raster.isPresent() ? raster.get() : Leptonica.decodeJpeg(image, reduced, jpeg), reduced);
    }

    private Stored png(byte[] image) throws UndecodableException {
        PngHeader png = PngHeader.read(image);
        Header header = checked(png.header());
        if (png.transparency().isEmpty()) {
            return whole(header, Leptonica.decode(image, background));
        }
        PngTransparency transparency = png.transparency().get();
        byte[] opaque = transparency.without(image);
        Pixels pixels = Leptonica.decode(opaque, background).pixels();
        transparency.apply(ImageIoDecoder.samples("png", opaque), background, pixels);
        return whole(header, pixels);
    }

    private Stored gif(byte[] image) throws UndecodableException {
        GifHeader gif = GifHeader.read(image);
        checked(new Header(gif.frame().width(), gif.frame().height()));
        Header header = checked(new Header(gif.width(), gif.height()));
        return whole(header, ImageIoDecoder.decodeGif(gif, image, background));
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

    private static Stored whole(Header header, Raster raster) throws UndecodableException {
        if (raster.width() != header.width() || raster.height() != header.height()) {
            throw UndecodableException.damaged("the header says %d x %d pixels, but there are %d x %d"
                    .formatted(header.width(), header.height(), raster.width(), raster.height()));
        }
        return new Stored(header, raster, 1);
    }
}

package org.sparselaw.pipeline.image.codec;

import static org.bytedeco.leptonica.global.leptonica.L_JPEG_CONTINUE_WITH_BAD_DATA;
import static org.bytedeco.leptonica.global.leptonica.L_SEVERITY_NONE;
import static org.bytedeco.leptonica.global.leptonica.REMOVE_CMAP_WITH_ALPHA;
import static org.bytedeco.leptonica.global.leptonica.pixClone;
import static org.bytedeco.leptonica.global.leptonica.pixConvertTo32;
import static org.bytedeco.leptonica.global.leptonica.pixDestroy;
import static org.bytedeco.leptonica.global.leptonica.pixReadMem;
import static org.bytedeco.leptonica.global.leptonica.pixReadMemJpeg;
import static org.bytedeco.leptonica.global.leptonica.pixRemoveColormap;
import static org.bytedeco.leptonica.global.leptonica.setMsgSeverity;

import org.bytedeco.leptonica.PIX;

/**
 * Native decoders, through Leptonica: its library of 6 MB holds libjpeg-turbo, libpng and libwebp, and gives the pixels that
 * they give. Their results do not depend on the processor.
 */
final class Leptonica {
    private static final int ALPHA_SAMPLES = 4;
    private static final int DEEP = 32;

    static {
        setMsgSeverity(L_SEVERITY_NONE); // what is wrong with an image is said by us
    }

    private Leptonica() {}

    /**
     * Decodes a JPEG at a fraction of its size: libjpeg leaves out the finest coefficients of each block, so that a pixel is
     * about the mean of reduction x reduction pixels.
     */
    static Raster decodeJpeg(byte[] image, int reduction, JpegHeader header) throws UndecodableException {
        int[] warnings = new int[1];
        PIX pix = pixReadMemJpeg(image, image.length, 0, reduction, warnings, L_JPEG_CONTINUE_WITH_BAD_DATA);
        if (missing(pix)) {
            throw UndecodableException.damaged("libjpeg cannot read the JPEG");
        }
        if (warnings[0] > 0 && !header.whole()) {
            pixDestroy(pix);
            throw UndecodableException.damaged("the JPEG ends early");
        }
        return take(pix, Background.WHITE); // which nothing of a JPEG lets through
    }

    /** Decodes a PNG or WebP. */
    static Raster decode(byte[] image, Background background) throws UndecodableException {
        PIX pix = pixReadMem(image, image.length);
        if (missing(pix)) {
            throw UndecodableException.damaged("the library of its format cannot read the image");
        }
        return take(pix, background);
    }

    private static boolean missing(PIX pix) {
        return pix == null || pix.isNull();
    }

    private static Raster take(PIX pix, Background background) {
        PIX plain = pixRemoveColormap(pix, REMOVE_CMAP_WITH_ALPHA); // a further reference when there is none to remove
        PIX deep = plain.d() == DEEP ? pixClone(plain) : pixConvertTo32(plain);
        boolean alpha = plain.spp() == ALPHA_SAMPLES;
        int[] words = new int[deep.w() * deep.h()]; // of this depth, rows have no padding
        deep.data().capacity(words.length).asBuffer().get(words);
        PackedPixels packed = new PackedPixels(deep.w(), deep.h(), words);
        pixDestroy(deep);
        pixDestroy(plain);
        pixDestroy(pix);
        return alpha ? over(background, packed) : packed;
    }

    private static Pixels over(Background background, PackedPixels image) {
        byte[] rgb = new byte[image.words().length * Pixels.CHANNELS];
        int at = 0;
        for (int rgba : image.words()) {
            background.put(Integer.rotateRight(rgba, 8), rgb, at);
            at += Pixels.CHANNELS;
        }
        return new Pixels(image.width(), image.height(), rgb);
    }
}

package org.sparselaw.pipeline.image.codec;

import java.util.Arrays;
import java.util.Optional;
import org.sparselaw.pipeline.image.codec.BaselineFrame.Component;

/**
 * Decodes the common kind of JPEG at a quarter or an eighth of its size, which is most of the work when photographs become small
 * images: the entropy-coded bits are read in large steps, and of each block no more is computed than a few means. Whatever is
 * not sound or not of this kind is libjpeg's.
 */
final class ReducedJpeg {
    private static final int SIDE = 8;

    /** The middle level, and half a level for rounding. */
    private static final float MIDDLE = 128.5f;

    private final BaselineFrame frame;
    private final EntropyBits bits;
    private final ReducedTransform[] transforms;
    private final float[][] planes;
    private final int[] predictions;
    private final int mcusAcross;
    private final int mcusDown;
    private final int side;

    private ReducedJpeg(BaselineFrame frame, byte[] image, int reduction) {
        this.frame = frame;
        bits = new EntropyBits(image, frame.scan());
        int most = frame.components()[0].blocks();
        side = most * SIDE / reduction;
        mcusAcross = (frame.width() + most * SIDE - 1) / (most * SIDE);
        mcusDown = (frame.height() + most * SIDE - 1) / (most * SIDE);
        int count = frame.components().length;
        transforms = new ReducedTransform[count];
        planes = new float[count][mcusAcross * side * mcusDown * side];
        predictions = new int[count];
        for (int i = 0; i < count; i++) {
            Component component = frame.components()[i];
            transforms[i] = new ReducedTransform(side / component.blocks(), component.quantisation());
        }
    }

    /**
     * Each pixel is the mean of reduction x reduction pixels.
     *
     * @param reduction 1 and 2 are left to libjpeg
     */
    static Optional<Raster> decode(byte[] image, int reduction) {
        if (reduction < 4) {
            return Optional.empty();
        }
        return BaselineFrame.read(image)
                .map(frame -> new ReducedJpeg(frame, image, reduction))
                .filter(ReducedJpeg::scan)
                .map(jpeg -> jpeg.raster(reduction));
    }

    /** Whether all blocks are there and sound. */
    private boolean scan() {
        int untilRestart = frame.restartInterval();
        int restarts = 0;
        for (int y = 0; y < mcusDown; y++) {
            for (int x = 0; x < mcusAcross; x++) {
                if (frame.restartInterval() > 0 && untilRestart-- == 0) {
                    if (!bits.restart(restarts++ & 7)) {
                        return false;
                    }
                    Arrays.fill(predictions, 0);
                    untilRestart = frame.restartInterval() - 1;
                }
                if (!mcu(x, y)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean mcu(int x, int y) {
        int stride = mcusAcross * side;
        for (int i = 0; i < transforms.length; i++) {
            int blocks = frame.components()[i].blocks();
            int part = side / blocks;
            HuffmanTable dc = frame.components()[i].dc();
            HuffmanTable ac = frame.components()[i].ac();
            for (int block = 0; block < blocks * blocks; block++) {
                predictions[i] = bits.block(dc, ac, predictions[i], transforms[i]);
                if (predictions[i] == EntropyBits.UNSOUND) {
                    return false;
                }
                int row = y * side + block / blocks * part;
                int column = x * side + block % blocks * part;
                transforms[i].end(planes[i], row * stride + column, stride);
            }
        }
        return true;
    }

    /** YCbCr of JFIF (ITU-T T.871) to RGB. */
    private Raster raster(int reduction) {
        int width = (frame.width() + reduction - 1) / reduction;
        int height = (frame.height() + reduction - 1) / reduction;
        int[] words = new int[width * height];
        for (int y = 0; y < height; y++) {
            int from = y * mcusAcross * side;
            if (planes.length == 1) {
                grey(planes[0], from, words, y * width, width);
            } else {
                colour(planes[0], planes[1], planes[2], from, words, y * width, width);
            }
        }
        return new PackedPixels(width, height, words);
    }

    private static void grey(float[] luma, int from, int[] words, int to, int width) {
        for (int x = 0; x < width; x++) {
            words[to + x] = level(luma[from + x]) * 0x01010100;
        }
    }

    private static void colour(float[] lumas, float[] blues, float[] reds, int from, int[] words, int to, int width) {
        for (int x = 0; x < width; x++) {
            float luma = lumas[from + x];
            float blueness = blues[from + x];
            float redness = reds[from + x];
            int red = level(luma + 1.402f * redness);
            int green = level(luma - 0.344136f * blueness - 0.714136f * redness);
            int blue = level(luma + 1.772f * blueness);
            words[to + x] = red << 24 | green << 16 | blue << 8;
        }
    }

    private static int level(float aboutZero) {
        return Math.max(0, Math.min(255, (int) (aboutZero + MIDDLE)));
    }
}

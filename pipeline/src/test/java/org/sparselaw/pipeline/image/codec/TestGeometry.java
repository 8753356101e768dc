package org.sparselaw.pipeline.image.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestGeometry {
    /** A grey raster. */
    private static Pixels grey(int width, int height, int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Pixels.grey(width, height, bytes);
    }

    private static int[] resized(int width, int height, Fit fit, Pixels image) {
        Pixels resized = new Geometry(width, height, fit).apply(image);
        assertThat(resized.width()).isEqualTo(width);
        assertThat(resized.height()).isEqualTo(height);
        return IntStream.range(0, width * height)
                .map(i -> resized.rgb()[3 * i] & 0xff)
                .toArray();
    }

    @Test
    void aPixelIsTheMeanOfTheAreaItCovers() {
        // 3 to 2: each covers one pixel and half of the middle one.
        assertThat(resized(2, 1, Fit.SQUASH, grey(3, 1, 0, 90, 240))).containsExactly(30, 190);
        assertThat(resized(1, 1, Fit.SQUASH, grey(2, 2, 0, 10, 20, 31))).containsExactly(15); // 15.25
        assertThat(resized(2, 2, Fit.SQUASH, grey(4, 2, 10, 20, 30, 40, 50, 60, 70, 80)))
                .containsExactly(15, 35, 55, 75);
    }

    @Test
    void channelsDoNotMix() {
        Pixels two = new Pixels(2, 1, new byte[] {10, 20, 30, 50, 60, 70});
        assertThat(new Geometry(1, 1, Fit.SQUASH).apply(two).rgb()).containsExactly(30, 40, 50);
    }

    @Test
    void aGrowingSideIsInterpolatedBetweenCentres() {
        // 2 to 4: centres at -1/4, 1/4, 3/4, 5/4.
        assertThat(resized(4, 1, Fit.SQUASH, grey(2, 1, 0, 100))).containsExactly(0, 25, 75, 100);
        assertThat(resized(3, 2, Fit.SQUASH, grey(1, 1, 7))).containsOnly(7);
    }

    @Test
    void theMiddleOfTheLongerSideIsKept() {
        assertThat(resized(2, 2, Fit.CROP, grey(6, 2, 1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16)))
                .containsExactly(3, 4, 13, 14);
        assertThat(resized(1, 1, Fit.CROP, grey(1, 3, 1, 2, 3))).containsExactly(2);
        assertThat(resized(2, 1, Fit.CROP, grey(2, 3, 1, 2, 3, 4, 5, 6))).containsExactly(3, 4);
    }

    @Test
    void squashedImagesKeepEverything() {
        assertThat(resized(1, 1, Fit.SQUASH, grey(3, 1, 0, 30, 60))).containsExactly(30);
    }

    /** The sum of squares over exact fractions, by another way: every pixel repeated until sides divide. */
    @Test
    void shrinkingIsExactForAnySizes() {
        Random random = new Random(1);
        for (int round = 0; round < 50; round++) {
            int width = 1 + random.nextInt(20);
            int height = 1 + random.nextInt(20);
            int[] values = random.ints((long) width * height, 0, 256).toArray();
            int toWidth = 1 + random.nextInt(width);
            int toHeight = 1 + random.nextInt(height);
            int[] resized = resized(toWidth, toHeight, Fit.SQUASH, grey(width, height, values));
            for (int y = 0; y < toHeight; y++) {
                for (int x = 0; x < toWidth; x++) {
                    long sum = 0;
                    for (int v = y * height; v < (y + 1) * height; v++) {
                        for (int u = x * width; u < (x + 1) * width; u++) {
                            sum += values[v / toHeight * width + u / toWidth];
                        }
                    }
                    assertThat(resized[y * toWidth + x])
                            .isEqualTo((int) Math.floor((double) sum / values.length + 0.5));
                }
            }
        }
    }

    @Test
    void aJpegIsReducedWhileTwoPixelsAreLeftForEach() {
        Geometry geometry = new Geometry(32, 32, Fit.CROP);
        assertThat(geometry.reduction(500, 375)).isEqualTo(4); // 375 / 8 < 64
        assertThat(geometry.reduction(512, 512)).isEqualTo(8);
        assertThat(geometry.reduction(100, 127)).isEqualTo(1);
        assertThat(new Geometry(8, 64, Fit.SQUASH).reduction(2000, 130)).isEqualTo(1);
    }
}

package org.sparselaw.pipeline.image.codec;

import java.util.Arrays;

/**
 * The inverse DCT of a block of 8 x 8 coefficients (ITU-T T.81, A.3.3), giving the means of its N x N equal parts, N being 1, 2
 * or 4, in place of its pixels. Over a part of B = 8 / N pixels the mean of cos((2x + 1) u pi / 16) is cos((2i + 1) u pi / 2N)
 * sin(u pi / 2N) / (B sin(u pi / 16)), and that cosine is, but for its sign, one of the first N or 0: coefficients fold to N x N
 * of them. libjpeg's reduced transforms are of these means, too.
 */
final class ReducedTransform {
    private static final int SIDE = 8;
    private static final int[] ZIGZAG = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60,
        61, 54, 47, 55, 62, 63
    };

    private static final float LONG = cosine(1);
    private static final float MIDDLE = cosine(2);
    private static final float SHORT = cosine(3);

    private static final double[][] AXES = axes();

    private final int parts;
    private final float[] folded;
    private final int[] places = new int[SIDE * SIDE];
    private final float[] weights = new float[SIDE * SIDE];

    /**
     * @param parts N
     * @param quantisation factors of the coefficients, in zigzag order
     */
    ReducedTransform(int parts, int[] quantisation) {
        this.parts = parts;
        this.folded = new float[parts * parts];
        double[] axis = AXES[parts];
        for (int k = 0; k < places.length; k++) {
            int u = ZIGZAG[k] % SIDE;
            int v = ZIGZAG[k] / SIDE;
            places[k] = place(v) * parts + place(u);
            weights[k] = (float) (quantisation[k] * axis[u] * axis[v] / 4);
        }
    }

    private static float cosine(int eighths) {
        return (float) StrictMath.cos(eighths * StrictMath.PI / 8);
    }

    /** u = 2 N p + or - place. */
    private int place(int u) {
        int rest = u % (2 * parts);
        return rest < parts ? rest : rest == parts ? 0 : 2 * parts - rest;
    }

    /** By N: what each frequency along one axis counts. */
    private static double[][] axes() {
        double[][] axes = new double[SIDE][];
        for (int parts = 1; parts < SIDE; parts *= 2) {
            axes[parts] = new double[SIDE];
            for (int u = 0; u < SIDE; u++) {
                axes[parts][u] = weight(parts, u);
            }
        }
        return axes;
    }

    private static double weight(int parts, int u) {
        if (u == 0) {
            return StrictMath.sqrt(.5);
        }
        if (u % parts == 0) {
            return 0; // the mean is, or the cosine
        }
        int pixels = SIDE / parts;
        double mean = StrictMath.sin(u * StrictMath.PI / (2 * parts))
                / (pixels * StrictMath.sin(u * StrictMath.PI / (2 * SIDE)));
        double cosine = parts == 2 ? StrictMath.sqrt(.5) : 1; // the only one of N = 2
        return (u + parts) / (2 * parts) % 2 == 0 ? mean * cosine : -mean * cosine;
    }

    /** @param k place in zigzag order */
    void add(int k, int coefficient) {
        folded[places[k]] += weights[k] * coefficient;
    }

    /** Writes the means of the block, about 0, to N rows of N, and begins the next block. */
    void end(float[] plane, int at, int stride) {
        switch (parts) {
            case 1 -> {
                plane[at] = folded[0];
                folded[0] = 0;
            }
            case 2 -> two(plane, at, stride);
            default -> four(plane, at, stride);
        }
    }

    private void two(float[] plane, int at, int stride) {
        float upper = folded[0] + folded[2];
        float lower = folded[0] - folded[2];
        float acrossUpper = folded[1] + folded[3];
        float acrossLower = folded[1] - folded[3];
        plane[at] = upper + acrossUpper;
        plane[at + 1] = upper - acrossUpper;
        plane[at + stride] = lower + acrossLower;
        plane[at + stride + 1] = lower - acrossLower;
        folded[0] = 0;
        folded[1] = 0;
        folded[2] = 0;
        folded[3] = 0;
    }

    private void four(float[] plane, int at, int stride) {
        for (int u = 0; u < 4; u++) {
            four(folded, u, 4, folded, u, 4);
        }
        for (int row = 0; row < 4; row++) {
            four(folded, 4 * row, 1, plane, at + row * stride, 1);
        }
        Arrays.fill(folded, 0);
    }

    /** Along one axis; the two arrays may be one. */
    private static void four(float[] x, int from, int step, float[] y, int to, int stepTo) {
        float second = x[from + step];
        float fourth = x[from + 3 * step];
        float middle = MIDDLE * x[from + 2 * step];
        float even = x[from] + middle;
        float odd = x[from] - middle;
        float outer = LONG * second + SHORT * fourth;
        float inner = SHORT * second - LONG * fourth;
        y[to] = even + outer;
        y[to + stepTo] = odd + inner;
        y[to + 2 * stepTo] = odd - inner;
        y[to + 3 * stepTo] = even - outer;
    }
}

package org.sparselaw.pipeline.text.language;

import java.util.Arrays;

/** Ranks in [0, n) with probability proportional to 1/(rank + shift)^exponent (Zipf-Mandelbrot). */
final class Zipf {
    private final double[] cumulative;

    Zipf(int n, double exponent, double shift) {
        cumulative = new double[n];
        double sum = 0;
        for (int rank = 0; rank < n; rank++) {
            sum += StrictMath.pow(rank + shift, -exponent); // the same bits on every machine
            cumulative[rank] = sum;
        }
        for (int rank = 0; rank < n; rank++) {
            cumulative[rank] /= sum;
        }
    }

    int draw(Random64 random) {
        int found = Arrays.binarySearch(cumulative, random.share());
        return Math.min(cumulative.length - 1, found >= 0 ? found + 1 : -found - 1);
    }
}

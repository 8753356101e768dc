package org.sparselaw.pipeline.tokenizer;

import java.util.stream.IntStream;

/**
 * The M step ({@code Trainer::RunMStep}): scores from expected counts, with the digamma function in place of the logarithm,
 * which makes rare pieces rarer (Liang and Klein 2007, a sparse prior); pieces expected less than half a time are dropped.
 */
final class Maximization {
    private static final double MIN_EXPECTED = 0.5;

    private Maximization() {}

    static TrainingModel next(TrainingModel model, double[] expected) {
        int[] kept = IntStream.range(0, expected.length)
                .filter(id -> expected[id] >= MIN_EXPECTED)
                .toArray();
        double normalizer =
                digamma(IntStream.of(kept).mapToDouble(id -> expected[id]).sum());
        return new TrainingModel(
                IntStream.of(kept).mapToObj(model::piece).toArray(byte[][]::new),
                IntStream.of(kept)
                        .mapToDouble(id -> digamma(expected[id]) - normalizer)
                        .toArray());
    }

    /** Recurrence up to 7, then the asymptotic series around x - 1/2; error below 1e-9 for x >= 0.5. */
    static double digamma(double x) {
        double result = 0;
        double at = x;
        for (; at < 7; at++) {
            result -= 1 / at;
        }
        at -= 0.5;
        double xx = 1 / (at * at);
        return result
                + StrictMath.log(at)
                + xx * (1.0 / 24 - xx * (7.0 / 960 - xx * (31.0 / 8064 - xx * (127.0 / 30720))));
    }
}

package org.sparselaw.training.benchmark;

import java.util.SplittableRandom;
import org.sparselaw.training.model.Batch;
import org.sparselaw.training.model.ImageBatch;
import org.sparselaw.training.model.TextArchitecture;
import org.sparselaw.training.model.TokenBatch;
import org.sparselaw.training.model.VisionConfig;

/**
 * Synthetic data of which a share can be learnt: loss falls, but not to 0. Batches that are met again and again are learnt by
 * heart instead, and on the way there small differences between two trainings grow a millionfold.
 */
final class LearnableBatch {
    /** One token, or label, in so many is random. */
    private static final int RANDOM = 4;

    private static final double CONTRAST = 0.5;

    private LearnableBatch() {}

    static Batch of(BenchmarkModel benchmark, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        if (benchmark.architecture() instanceof TextArchitecture text) {
            return new TokenBatch(
                    chains(random, benchmark.batch(), benchmark.inputLength(), text.vocabulary()),
                    chains(random, benchmark.batch(), benchmark.targetLength(), text.vocabulary()));
        }
        return pictures(random, benchmark.batch(), (VisionConfig) benchmark.architecture());
    }

    /** A token follows from the one before. */
    private static int[] chains(SplittableRandom random, int rows, int length, int vocabulary) {
        int[] tokens = new int[rows * length];
        for (int i = 0; i < tokens.length; i++) {
            boolean free = i % length == 0 || random.nextInt(RANDOM) == 0;
            tokens[i] = free ? random.nextInt(1, vocabulary) : 1 + 5 * tokens[i - 1] % (vocabulary - 1);
        }
        return tokens;
    }

    /** A wave of a frequency for each class, in noise. */
    private static ImageBatch pictures(SplittableRandom random, int count, VisionConfig config) {
        int size = config.imageHeight() * config.imageWidth() * 3;
        float[] pixels = new float[count * size];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            int shown = random.nextInt(config.classes());
            for (int j = 0; j < size; j++) {
                pixels[i * size + j] = (float) (random.nextDouble(-1, 1) + CONTRAST * Math.sin(0.1 * (shown + 1) * j));
            }
            labels[i] = random.nextInt(RANDOM) == 0 ? random.nextInt(config.classes()) : shown;
        }
        return new ImageBatch(pixels, labels, count);
    }
}

package org.sparselaw.pipeline.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Counts over all words of a corpus under a model, on all cores. Words are dealt to a fixed number of parts whose sums are
 * added in order, so that the result does not depend on the number of cores.
 */
final class Expectation {
    private static final int PARTS = 8;

    private final byte[][] words;
    private final double[] counts;

    Expectation(TrainingWords words) {
        this.words = words.words().stream()
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.counts = words.counts().stream().mapToDouble(Long::doubleValue).toArray();
    }

    double words() {
        return Arrays.stream(counts).sum();
    }

    /** How often each piece is expected, over all segmentations by their probability (the E step). */
    double[] expected(TrainingModel model) {
        return sum(model, (lattice, count, sums) -> lattice.addExpected(model, count, sums));
    }

    /** How often each piece occurs in the most probable segmentations. */
    double[] best(TrainingModel model) {
        return sum(model, (lattice, count, sums) -> {
            for (int id : lattice.bestPath(model)) {
                if (id >= 0) {
                    sums[id] += count;
                }
            }
        });
    }

    private interface Count {
        void add(WordLattice lattice, double count, double[] sums);
    }

    private double[] sum(TrainingModel model, Count each) {
        List<double[]> parts = IntStream.range(0, PARTS)
                .parallel()
                .mapToObj(part -> {
                    double[] sums = new double[model.size()];
                    WordLattice lattice = new WordLattice();
                    for (int i = part; i < words.length; i += PARTS) {
                        lattice.fill(words[i], model);
                        each.add(lattice, counts[i], sums);
                    }
                    return sums;
                })
                .toList();
        double[] total = new double[model.size()];
        Consumer<double[]> add = sums -> Arrays.setAll(total, i -> total[i] + sums[i]);
        parts.forEach(add);
        return total;
    }
}

package org.sparselaw.training.sweep;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;
import org.sparselaw.training.run.PruningConfig;
import org.sparselaw.training.run.TrainingConfig;

/**
 * The grid of a sweep: every combination of the lists is a run. With S = 0 patterns and strategies play no part.
 *
 * @param nonZeros N, non-zero parameters without embeddings and logits, to be met as closely as the geometry allows
 * @param sparsity S
 * @param data D, training tokens or images
 * @param seeds of initialisation and data order
 * @param patterns {@code [unstructured, 2:4]}; without them the one of {@code training.pruning}
 * @param strategies {@code [gradual, acdc, pretrained, rigl]}, as the run table names them; likewise. Those that differ from
 *     {@code training.pruning} have the usual start, end and so on
 */
public record SweepConfig(
        @Range("[1, inf)") List<Long> nonZeros,
        @Range("[0, 1)") List<Double> sparsity,
        @Range("[1, inf)") List<Long> data,
        @Default("[1]") List<Long> seeds,
        Optional<List<String>> patterns,
        Optional<List<String>> strategies) {
    public SweepConfig {
        check("non-zeros", nonZeros);
        check("sparsity", sparsity);
        check("data", data);
        check("seeds", seeds);
        patterns.ifPresent(p -> check("patterns", p));
        strategies.ifPresent(s -> check("strategies", s));
    }

    private static void check(String key, List<?> values) {
        if (values.isEmpty() || new HashSet<>(values).size() < values.size()) {
            throw new IllegalArgumentException(key + " " + values + " must be a list of one or more different values");
        }
    }

    /**
     * The training of each pattern and strategy.
     *
     * @throws IllegalArgumentException for one that is not known
     */
    List<TrainingConfig> variants(TrainingConfig training) {
        PruningConfig pruning = training.pruning();
        return patterns.orElse(List.of(pruning.pattern())).stream()
                .map(pruning::withPattern)
                .flatMap(p -> strategies.isPresent() ? strategies.get().stream().map(p::withStrategy) : Stream.of(p))
                .map(training::withPruning)
                .toList();
    }
}

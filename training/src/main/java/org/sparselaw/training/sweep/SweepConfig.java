package org.sparselaw.training.sweep;

import java.util.HashSet;
import java.util.List;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;

/**
 * The grid of a sweep: every combination of the four lists is a run.
 *
 * @param nonZeros N, non-zero parameters without embeddings and logits, to be met as closely as the geometry allows
 * @param sparsity S
 * @param data D, training tokens
 * @param seeds of initialisation and data order
 */
public record SweepConfig(
        @Range("[1, inf)") List<Long> nonZeros,
        @Range("[0, 1)") List<Double> sparsity,
        @Range("[1, inf)") List<Long> data,
        @Default("[1]") List<Long> seeds) {
    public SweepConfig {
        check("non-zeros", nonZeros);
        check("sparsity", sparsity);
        check("data", data);
        check("seeds", seeds);
    }

    private static void check(String key, List<?> values) {
        if (values.isEmpty() || new HashSet<>(values).size() < values.size()) {
            throw new IllegalArgumentException(key + " " + values + " must be a list of one or more different values");
        }
    }

    /** How many runs the grid has. */
    public int runs() {
        return nonZeros.size() * sparsity.size() * data.size() * seeds.size();
    }
}

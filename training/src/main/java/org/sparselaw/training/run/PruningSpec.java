package org.sparselaw.training.run;

import java.util.Map;
import java.util.Optional;
import org.sparselaw.training.prune.ByName;
import org.sparselaw.training.prune.Pruning;
import org.sparselaw.training.prune.PruningMethod;
import org.sparselaw.training.prune.PruningSchedule;
import org.sparselaw.training.prune.SparsityDistribution;
import org.sparselaw.training.prune.SparsityPattern;

/**
 * How a run is pruned, in steps; {@code pruning} in its {@code run.yaml}.
 *
 * @param distribution {@code uniform}
 * @param tensors sparsities by name that differ from it
 * @param pattern {@code unstructured}, as in the run table
 */
public record PruningSpec(
        String distribution,
        Optional<Map<String, Double>> tensors,
        String pattern,
        PruningSchedule schedule,
        PruningMethod method,
        Optional<Pretrained> pretrained) {

    /** With a target S. */
    public Pruning plan(double sparsity) {
        SparsityDistribution base = SparsityDistribution.named(distribution);
        return new Pruning(
                sparsity,
                schedule,
                tensors.isPresent() ? new ByName(tensors.get(), base) : base,
                SparsityPattern.named(pattern),
                method);
    }

    /** As in the run table: {@code acdc}. */
    String strategy() {
        String start = pretrained.isPresent() ? "pretrained+" : "";
        return Strategy.parse(start + method.name() + "+" + schedule.name()).toString();
    }
}

package org.sparselaw.training.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sparselaw.job.UsageException;
import org.sparselaw.pipeline.shard.Manifest;
import org.sparselaw.pipeline.shard.ShardSet;
import org.sparselaw.training.data.Objective;
import org.sparselaw.training.model.Architecture;
import org.sparselaw.training.model.Family;
import org.sparselaw.training.run.RunSpec;
import org.sparselaw.training.run.TrainingConfig;

/** The runs of a grid, spelled out. Longest first, so that no long run is left for the end when others are done. */
public record SweepPlan(List<PlannedRun> runs) {
    public SweepPlan {
        runs = List.copyOf(runs);
    }

    /**
     * Spells out a grid on a shard set.
     *
     * @throws UsageException when the geometry cannot meet a number of non-zeros
     */
    public static SweepPlan of(
            String study, SweepConfig grid, WidthRule widths, TrainingConfig training, ShardSet set) {
        List<PlannedRun> runs = new ArrayList<>();
        for (long nonZeros : grid.nonZeros()) {
            for (double sparsity : grid.sparsity()) {
                Architecture model =
                        model(nonZeros, sparsity, widths, set.manifest().vocabulary());
                for (long data : grid.data()) {
                    for (long seed : grid.seeds()) {
                        runs.add(PlannedRun.of(RunSpec.of(
                                study,
                                model,
                                sparsity,
                                steps(data, model.family(), training, set),
                                training.withSeed(seed),
                                set)));
                    }
                }
            }
        }
        runs.sort(Comparator.comparingLong(PlannedRun::megaFlop).reversed().thenComparing(PlannedRun::id));
        return new SweepPlan(runs);
    }

    /**
     * Checks a grid before there is text: a vocabulary plays no part in N.
     *
     * @throws UsageException when the geometry cannot meet a number of non-zeros
     */
    public static void check(SweepConfig grid, WidthRule widths) {
        int anyVocabulary = 1024;
        grid.nonZeros().forEach(n -> grid.sparsity().forEach(s -> model(n, s, widths, anyVocabulary)));
    }

    private static Architecture model(long nonZeros, double sparsity, WidthRule widths, int vocabulary) {
        try {
            return widths.model(nonZeros, sparsity, vocabulary);
        } catch (IllegalArgumentException e) {
            throw new UsageException("sweep.non-zeros: " + e.getMessage());
        }
    }

    private static long steps(long data, Family family, TrainingConfig training, ShardSet set) {
        Manifest manifest = set.manifest();
        Objective objective = Objective.of(family, manifest.window(), manifest.vocabulary(), manifest.endOfSequence());
        return training.steps(data, objective.countedTokens());
    }

    /** The ids of all runs. */
    public List<String> ids() {
        return runs.stream().map(PlannedRun::id).toList();
    }

    long megaFlop() {
        return runs.stream().mapToLong(PlannedRun::megaFlop).sum();
    }

    PlannedRun run(String id) {
        return runs.stream().filter(r -> r.id().equals(id)).findFirst().orElseThrow();
    }
}

package org.sparselaw.training.sweep;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sparselaw.job.UsageException;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.data.TrainingSet;
import org.sparselaw.training.model.Architecture;
import org.sparselaw.training.model.ExampleShape;
import org.sparselaw.training.run.Pretrained;
import org.sparselaw.training.run.Pretraining;
import org.sparselaw.training.run.RunSpec;
import org.sparselaw.training.run.TrainingConfig;

/**
 * The runs of a grid, spelled out. Longest first, so that no long run is left for the end when others are done.
 *
 * @param checkpointEvery steps between the checkpoints of a run
 */
public record SweepPlan(List<PlannedRun> runs, long checkpointEvery) {
    public SweepPlan {
        runs = List.copyOf(runs);
    }

    /**
     * Spells out a grid on a shard set, with the dense runs that pretrained ones start from.
     *
     * @throws UsageException when the geometry cannot meet a number of non-zeros, or a model cannot be pruned so
     */
    public static SweepPlan of(
            String study, SweepConfig grid, WidthRule widths, TrainingConfig training, TrainingSet set) {
        Map<String, PlannedRun> runs = new LinkedHashMap<>();
        for (long nonZeros : grid.nonZeros()) {
            for (double sparsity : grid.sparsity()) {
                for (TrainingConfig variant : variants(grid, sparsity, training)) {
                    Architecture model = model(nonZeros, sparsity, variant, widths, set.shape());
                    for (long data : grid.data()) {
                        for (long seed : grid.seeds()) {
                            plan(study, model, sparsity, data, variant.withSeed(seed), set)
                                    .forEach(run -> runs.put(run.id(), run));
                        }
                    }
                }
            }
        }
        return new SweepPlan(
                runs.values().stream()
                        .sorted(Comparator.comparingLong(PlannedRun::megaFlop)
                                .reversed()
                                .thenComparing(PlannedRun::id))
                        .toList(),
                training.checkpointEvery());
    }

    /** One run, behind the dense run that it starts from if there is one. */
    private static List<PlannedRun> plan(
            String study, Architecture model, double sparsity, long data, TrainingConfig training, TrainingSet set) {
        long steps = RunSpec.steps(model, training, data, set);
        Optional<Pretraining> pretraining =
                sparsity == 0 ? Optional.empty() : training.pruning().pretrained();
        if (pretraining.isEmpty()) {
            return List.of(PlannedRun.of(RunSpec.of(study, model, sparsity, steps, training, set)));
        }
        Pretraining from = pretraining.get();
        if (from.checkpoint().isPresent()) {
            Pretrained start =
                    Pretrained.checkpoint(Storage.of(from.checkpoint().get()), from.optimizer());
            return List.of(PlannedRun.of(RunSpec.of(study, model, sparsity, steps, training, Optional.of(start), set))
                    .from(from.checkpoint().get()));
        }
        long denseSteps = RunSpec.steps(model, training, from.data().orElseThrow(), set);
        PlannedRun dense = PlannedRun.of(RunSpec.of(study, model, 0, denseSteps, training, set));
        Pretrained start = Pretrained.run(dense.id(), from.optimizer());
        return List.of(
                dense, PlannedRun.of(RunSpec.of(study, model, sparsity, steps, training, Optional.of(start), set)));
    }

    /**
     * Checks a grid before there is a shard set: vocabulary, images and classes play no part in N.
     *
     * @throws UsageException when the geometry cannot meet a number of non-zeros, or a model cannot be pruned so
     */
    public static void check(SweepConfig grid, WidthRule widths, TrainingConfig training) {
        for (double sparsity : grid.sparsity()) {
            for (TrainingConfig variant : variants(grid, sparsity, training)) {
                grid.nonZeros().forEach(n -> model(n, sparsity, variant, widths, widths.anyShape()));
            }
        }
    }

    private static List<TrainingConfig> variants(SweepConfig grid, double sparsity, TrainingConfig training) {
        try {
            return sparsity == 0 ? List.of(training) : grid.variants(training);
        } catch (IllegalArgumentException e) {
            throw new UsageException("sweep: " + e.getMessage());
        }
    }

    private static Architecture model(
            long nonZeros, double sparsity, TrainingConfig training, WidthRule widths, ExampleShape shape) {
        try {
            return widths.model(nonZeros, training.pruning().plan(sparsity), shape);
        } catch (IllegalArgumentException e) {
            throw new UsageException("sweep.non-zeros: " + e.getMessage());
        }
    }

    /** Some of the runs. */
    SweepPlan with(List<PlannedRun> some) {
        return new SweepPlan(some, checkpointEvery);
    }

    /** The runs in parts of which each needs results of those before it alone. */
    List<SweepPlan> waves() {
        Map<Boolean, List<PlannedRun>> needing = runs.stream()
                .collect(Collectors.partitioningBy(
                        run -> run.spec().pretrained().flatMap(Pretrained::run).isPresent()));
        return Stream.of(needing.get(false), needing.get(true))
                .filter(wave -> !wave.isEmpty())
                .map(this::with)
                .toList();
    }

    /** The ids of all runs. */
    public List<String> ids() {
        return runs.stream().map(PlannedRun::id).toList();
    }

    long megaFlop() {
        return runs.stream().mapToLong(PlannedRun::megaFlop).sum();
    }
}

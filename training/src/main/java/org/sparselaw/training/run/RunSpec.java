package org.sparselaw.training.run;

import java.util.Optional;
import org.sparselaw.config.Config;
import org.sparselaw.job.DataException;
import org.sparselaw.job.UsageException;
import org.sparselaw.pipeline.shard.Manifest;
import org.sparselaw.pipeline.shard.ShardSet;
import org.sparselaw.pipeline.shard.Split;
import org.sparselaw.storage.Sha256;
import org.sparselaw.training.data.Objective;
import org.sparselaw.training.data.SpanCorruption;
import org.sparselaw.training.device.Precision;
import org.sparselaw.training.model.Architecture;
import org.sparselaw.training.model.Family;
import org.sparselaw.training.prune.NonZeros;
import org.sparselaw.training.prune.Pruning;

/**
 * All that decides the result of a run; {@code run.yaml} in its folder. No paths: a run keeps its id when folders move.
 *
 * @param study what the run belongs to
 * @param sparsity S, the target in [0, 1)
 * @param pruning absent for a dense run
 * @param batch windows a step
 * @param validationWindows how many windows of the validation split the final loss is over
 * @param validateEvery steps between validations during the run
 * @param device as configurations name it
 * @param threads of the device; they decide in which order it sums
 * @param precision of matrix products
 */
public record RunSpec(
        String study,
        Architecture model,
        double sparsity,
        Optional<PruningSpec> pruning,
        OptimizerSpec optimizer,
        Data data,
        long steps,
        int batch,
        long seed,
        int validationWindows,
        Optional<Long> validateEvery,
        String device,
        int threads,
        Precision precision) {

    /**
     * What a run reads.
     *
     * @param shardSet digest of the shard set
     * @param window tokens a window before corruption
     * @param vocabulary pieces and extra ids
     * @param endOfSequence id
     */
    public record Data(String shardSet, int window, int vocabulary, int endOfSequence) {
        Objective objective(Family family) {
            return Objective.of(family, window, vocabulary, endOfSequence);
        }
    }

    /**
     * Spells out a run on a shard set. Asked for more validation windows than the set has, it gets all of them, and says so
     * in its {@code validationWindows}.
     *
     * @param sparsity S in [0, 1); a run with S = 0 is dense
     * @param pretrained what the run starts from, if not from random weights; of no meaning for a dense run
     * @throws DataException when the set has no training or no validation windows, or its windows cannot be corrupted
     * @throws UsageException when the model cannot be pruned so
     */
    public static RunSpec of(
            String study,
            Architecture model,
            double sparsity,
            long steps,
            TrainingConfig training,
            Optional<Pretrained> pretrained,
            ShardSet set) {
        Manifest manifest = set.manifest();
        Data data = new Data(set.digest(), manifest.window(), manifest.vocabulary(), manifest.endOfSequence());
        check(set, data, model.family());
        RunSpec spec = new RunSpec(
                study,
                model,
                sparsity,
                sparsity == 0
                        ? Optional.empty()
                        : Optional.of(training.pruning().over(steps, pretrained)),
                training.optimizer().over(steps),
                data,
                steps,
                training.batch(),
                training.seed(),
                (int) Math.min(
                        training.validationWindows(),
                        manifest.size(Split.VALIDATION).windows()),
                training.validateEvery(),
                training.device(),
                training.threads(),
                training.precision());
        try {
            spec.plan().check(model.tensors());
        } catch (IllegalArgumentException e) {
            throw new UsageException("training.pruning: " + e.getMessage());
        }
        return spec;
    }

    /** A run that starts from random weights; see {@link #of(String, Architecture, double, long, TrainingConfig, Optional, ShardSet)}. */
    public static RunSpec of(
            String study, Architecture model, double sparsity, long steps, TrainingConfig training, ShardSet set) {
        return of(study, model, sparsity, steps, training, Optional.empty(), set);
    }

    private static void check(ShardSet set, Data data, Family family) {
        Manifest manifest = set.manifest();
        for (Split split : Split.values()) {
            if (manifest.size(split).windows() == 0) {
                throw new DataException(set + ": holds no " + split.prefix()
                        + " window (must be at least 1); prepare more text or shorter windows");
            }
        }
        if (family == Family.T5) {
            checkCorruption(set, data);
        }
    }

    private static void checkCorruption(ShardSet set, Data data) {
        Manifest manifest = set.manifest();
        if (manifest.window() < SpanCorruption.SHORTEST_WINDOW) {
            throw new DataException("%s: windows of %d tokens cannot be corrupted (must be at least %d)"
                    .formatted(set, manifest.window(), SpanCorruption.SHORTEST_WINDOW));
        }
        int spans = new SpanCorruption(data.window(), data.vocabulary(), data.endOfSequence()).spans();
        if (spans > manifest.extraIds()) {
            throw new DataException("%s: windows of %d tokens need %d sentinels, but the set has %d extra ids"
                    .formatted(set, manifest.window(), spans, manifest.extraIds()));
        }
    }

    /** The specification as YAML, the same bytes for the same run. */
    public String yaml() {
        return Config.write(this);
    }

    /** The first 16 hexadecimal digits of the SHA-256 of {@link #yaml}. */
    public String runId() {
        return Sha256.of(yaml()).substring(0, 16);
    }

    /** As the run table names it: {@code t5}. */
    public String family() {
        return model.family().toString();
    }

    public Objective objective() {
        return data.objective(model.family());
    }

    /** Tokens of one step as the paper counts them: for T5 what the encoder reads, 512 of 568 a window. */
    public long tokensPerStep() {
        return (long) batch * objective().countedTokens();
    }

    /** D: the tokens of all steps. */
    public long tokens() {
        return steps * tokensPerStep();
    }

    public Pruning plan() {
        return pruning.isPresent() ? pruning.get().plan(sparsity) : Pruning.none();
    }

    /** As the run table names it: {@code unstructured}, {@code 2:4}. */
    public String pattern() {
        return plan().pattern().name();
    }

    /** As the run table names it: {@code dense}, {@code gradual}, {@code acdc}. */
    public String strategy() {
        return pruning.isPresent()
                ? pruning.get().strategy()
                : plan().schedule().name();
    }

    /** What the run starts from, if not from random weights. */
    public Optional<Pretrained> pretrained() {
        return pruning.flatMap(PruningSpec::pretrained);
    }

    /** The parameters that are left at the end, known before the run. */
    public NonZeros nonZeros() {
        return plan().finalNonZeros(model.tensors());
    }

    /** As {@link Pruning#trainingFlop} defines it. */
    public double trainingFlop() {
        return plan().trainingFlop(model.tensors(), steps, tokensPerStep());
    }
}

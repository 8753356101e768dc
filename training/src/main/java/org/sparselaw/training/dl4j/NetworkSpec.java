package org.sparselaw.training.dl4j;

import java.util.Locale;
import java.util.Optional;
import org.sparselaw.config.Config;
import org.sparselaw.storage.Sha256;
import org.sparselaw.training.prune.Pruning;
import org.sparselaw.training.run.PruningSpec;
import org.sparselaw.training.sweep.ShownRun;

/**
 * All that decides the result of a run of a user's network; {@code run.yaml} in its folder.
 *
 * @param study what the run belongs to
 * @param network name of the configuration
 * @param configuration DL4J's JSON: layers, losses, updater
 * @param sparsity S, the target in [0, 1)
 * @param pruning absent for a dense run
 * @param shardSet digest of the shard set
 * @param dataPerExample tokens of a window that are read, or 1 for an image
 * @param batch windows or images a step
 * @param seed of initial weights and order of the data
 * @param validationExamples how many windows or images of the validation split the final loss is over
 */
record NetworkSpec(
        String study,
        String network,
        String configuration,
        double sparsity,
        Optional<PruningSpec> pruning,
        String shardSet,
        long dataPerExample,
        long steps,
        int batch,
        long seed,
        int validationExamples) {
    String yaml() {
        return Config.write(this);
    }

    /** The first 16 hexadecimal digits of the SHA-256 of {@link #yaml}. */
    String runId() {
        return Sha256.of(yaml()).substring(0, 16);
    }

    ShownRun shown() {
        String place = String.format(
                Locale.ROOT,
                "%s  S %-6s D %,13d  seed %d  %s",
                network,
                sparsity,
                data(),
                seed,
                plan().pattern().name());
        return new ShownRun(runId(), place, data(), steps);
    }

    Pruning plan() {
        return pruning.isPresent() ? pruning.get().plan(sparsity) : Pruning.none();
    }

    long dataPerStep() {
        return batch * dataPerExample;
    }

    /** D: the tokens or images that all steps read. */
    long data() {
        return steps * dataPerStep();
    }
}

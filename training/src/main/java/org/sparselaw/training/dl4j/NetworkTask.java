package org.sparselaw.training.dl4j;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.apache.spark.util.CollectionAccumulator;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.config.Config;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.run.RunListener;

/**
 * What one Spark task does: one run. A run that fails is an outcome like any other and stops nothing.
 *
 * @param shards the folder of the shard set
 * @param runs the folder of run directories
 */
record NetworkTask(String shards, String runs, CollectionAccumulator<Outcome> outcomes) implements Serializable {
    /** @param text what came out, or went wrong */
    record Outcome(String runId, String text, boolean failed) implements Serializable {}

    void execute(String yaml) {
        NetworkSpec spec = Config.parse(NetworkSpec.class, "run.yaml", yaml, List.of());
        try {
            Run run = NetworkRun.run(spec, NetworkData.open(shards), Storage.of(runs), RunListener.NONE);
            String loss =
                    run.status() == Status.DIVERGED ? "DIVERGED" : String.format(Locale.ROOT, "loss %.4f", run.loss());
            outcomes.add(new Outcome(
                    run.runId(),
                    String.format(
                            Locale.ROOT,
                            "%s  S %-6s N %,d  D %,d  seed %d  %s",
                            spec.network(),
                            run.sparsity(),
                            run.nonZeros(),
                            run.data(),
                            run.seed(),
                            loss),
                    false));
        } catch (RuntimeException e) {
            String failure = e.getClass().getSimpleName() + ": " + e.getMessage();
            outcomes.add(new Outcome(spec.runId(), failure, true));
        }
    }
}

package org.sparselaw.training.dl4j;

import java.util.List;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.config.Config;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.run.RunListener;
import org.sparselaw.training.sweep.RunsJob;

/**
 * Carries out one run, assigned by its run.yaml.
 *
 * @param shards the folder of the shard set
 * @param runs the folder of run directories
 * @param checkpointEvery steps between the checkpoints of a run
 */
record NetworkTask(String shards, String runs, long checkpointEvery) implements RunsJob.Task<String> {
    @Override
    public Run run(String yaml, RunListener listener) {
        NetworkSpec spec = Config.parse(NetworkSpec.class, "run.yaml", yaml, List.of());
        return NetworkRun.run(spec, NetworkData.open(shards), Storage.of(runs), checkpointEvery, listener);
    }
}

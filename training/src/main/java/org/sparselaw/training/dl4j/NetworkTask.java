package org.sparselaw.training.dl4j;

import java.util.List;
import java.util.OptionalInt;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.config.Config;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.device.Devices;
import org.sparselaw.training.device.nd4j.Nd4jDevice;
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
    public boolean onGpu() {
        return Devices.onGpu("nd4j");
    }

    @Override
    public Run run(String yaml, OptionalInt gpu, RunListener listener) {
        Nd4jDevice.choose(gpu);
        NetworkSpec spec = Config.parse(NetworkSpec.class, "run.yaml", yaml, List.of());
        return NetworkRun.run(spec, NetworkData.open(shards), Storage.of(runs), checkpointEvery, listener);
    }
}

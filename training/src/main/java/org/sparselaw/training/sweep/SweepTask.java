package org.sparselaw.training.sweep;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.config.Config;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.data.TrainingSet;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Devices;
import org.sparselaw.training.run.RunListener;
import org.sparselaw.training.run.RunSpec;
import org.sparselaw.training.run.TrainingRun;

/**
 * Carries out one run of a sweep, or goes on from its newest checkpoint when its executor was lost.
 *
 * @param shards the folder of the shard set
 * @param runs the folder of run directories
 * @param checkpointEvery steps between the checkpoints of a run
 * @param onGpu whether the device of the runs computes on a GPU
 */
record SweepTask(String shards, String runs, long checkpointEvery, boolean onGpu)
        implements RunsJob.Task<SweepTask.Assignment> {

    /** A run as it travels to an executor, with the checkpoint that it starts from, or null. */
    record Assignment(String runId, String yaml, String checkpoint) implements Serializable {
        static Assignment of(PlannedRun run) {
            return new Assignment(run.id(), run.spec().yaml(), run.checkpoint().orElse(null));
        }
    }

    @Override
    public Run run(Assignment assignment, OptionalInt gpu, RunListener listener) {
        RunSpec spec = Config.parse(RunSpec.class, assignment.runId(), assignment.yaml(), List.of());
        try (Device device = Devices.open(spec.device(), spec.threads(), spec.precision(), gpu)) {
            return TrainingRun.run(
                    spec,
                    TrainingSet.open(spec.model().family(), shards),
                    Storage.of(runs),
                    Optional.ofNullable(assignment.checkpoint()).map(Storage::of),
                    checkpointEvery,
                    device,
                    listener);
        }
    }
}

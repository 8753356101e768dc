package org.sparselaw.training.sweep;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.util.CollectionAccumulator;
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
 * What one Spark task does: one run. A run that fails is an outcome like any other and stops nothing; a task whose executor
 * is lost is Spark's to repeat, and goes on from the run's newest checkpoint.
 *
 * @param shards the folder of the shard set
 * @param runs the folder of run directories
 * @param checkpointEvery steps between the checkpoints of a run
 * @param reports how far runs are
 * @param outcomes how runs ended
 */
record SweepTask(
        String shards,
        String runs,
        long checkpointEvery,
        RunReports reports,
        CollectionAccumulator<RunOutcome> outcomes)
        implements Serializable {

    /** A run as it travels to an executor, with the checkpoint that it starts from, or null. */
    record Assignment(String runId, String yaml, String checkpoint) implements Serializable {
        static Assignment of(PlannedRun run) {
            return new Assignment(run.id(), run.spec().yaml(), run.checkpoint().orElse(null));
        }
    }

    void execute(Assignment assignment) {
        long started = System.nanoTime();
        RunSpec spec = Config.parse(RunSpec.class, assignment.runId(), assignment.yaml(), List.of());
        try (Device device = Devices.open(spec.device(), spec.threads(), spec.precision())) {
            Optional<Storage> start =
                    Optional.ofNullable(assignment.checkpoint()).map(Storage::of);
            Run run = TrainingRun.run(
                    spec,
                    TrainingSet.open(spec.model().family(), shards),
                    Storage.of(runs),
                    start,
                    checkpointEvery,
                    device,
                    reporting(assignment.runId()));
            outcomes.add(new RunOutcome(run.runId(), run.status(), run.loss(), seconds(started), null));
        } catch (RuntimeException e) {
            String failure = e.getClass().getSimpleName() + ": " + e.getMessage();
            outcomes.add(new RunOutcome(assignment.runId(), null, null, seconds(started), failure));
        }
    }

    private RunListener reporting(String runId) {
        return (step, loss, sparsity) -> reports.add(Map.entry(runId, new RunReport(step + 1, loss)));
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }
}

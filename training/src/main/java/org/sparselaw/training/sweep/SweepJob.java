package org.sparselaw.training.sweep;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.device.Devices;
import org.sparselaw.training.run.RunFolder;

/** A sweep as one Spark job whose tasks are runs. Runs that have a result are not run again. */
public final class SweepJob {
    private SweepJob() {}

    /**
     * What became of the runs of a plan: {@code skipped + finished + diverged} is all of them.
     *
     * @param skipped had a result before
     */
    public record Ended(int skipped, int finished, int diverged) {}

    /**
     * Runs what has no result yet.
     *
     * @param shards the folder of the shard set
     * @param runs the folder of run directories
     * @throws org.sparselaw.job.DataException when runs failed, after all others have ended
     */
    public static Ended run(SparkSession spark, SweepPlan plan, String shards, Storage runs) {
        List<PlannedRun> pending = plan.runs().stream()
                .filter(r -> RunFolder.of(runs, r.spec()).result().isEmpty())
                .toList();
        int skipped = plan.runs().size() - pending.size();
        report(plan, pending, skipped);
        if (pending.isEmpty()) {
            return new Ended(skipped, 0, 0);
        }
        List<RunOutcome> outcomes = new ArrayList<>();
        plan.with(pending).waves().forEach(wave -> outcomes.addAll(train(spark, wave, shards, runs)));
        RunsJob.requireNoFailure(outcomes);
        int diverged = (int)
                outcomes.stream().filter(o -> o.status() == Status.DIVERGED).count();
        return new Ended(skipped, outcomes.size() - diverged, diverged);
    }

    private static void report(SweepPlan plan, List<PlannedRun> pending, int skipped) {
        System.err.printf("sweep: %d runs, %d of them to do%n", plan.runs().size(), pending.size());
        if (skipped > 0) {
            List<String> ids = pending.stream().map(PlannedRun::id).toList();
            System.err.println("sweep: not repeated, their results are there: "
                    + String.join(
                            " ",
                            plan.ids().stream().filter(id -> !ids.contains(id)).toList()));
        }
    }

    private static List<RunOutcome> train(SparkSession spark, SweepPlan plan, String shards, Storage runs) {
        boolean onGpu =
                plan.runs().stream().anyMatch(run -> Devices.onGpu(run.spec().device()));
        return RunsJob.execute(
                spark,
                "sweep",
                "MFLOP",
                plan.runs().stream().map(PlannedRun::shown).toList(),
                plan.runs().stream().map(SweepTask.Assignment::of).toList(),
                new SweepTask(shards, runs.path().toString(), plan.checkpointEvery(), onGpu));
    }
}

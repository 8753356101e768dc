package org.sparselaw.training.sweep;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.CollectionAccumulator;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.job.DataException;
import org.sparselaw.training.run.RunListener;

/** Runs as the tasks of one Spark job, with a table of how they stand while it runs. */
public final class RunsJob {
    private RunsJob() {}

    /** Carries out what is assigned to one task; travels to the executors. */
    public interface Task<T extends Serializable> extends Serializable {
        /** Whether runs compute on a GPU. Each takes one for itself then, where executors have any. */
        boolean onGpu();

        /** @param gpu that Spark gives to the task: its number on the machine */
        Run run(T assignment, OptionalInt gpu, RunListener listener);
    }

    /**
     * Carries out all runs. One that fails is an outcome like any other and stops nothing; a task whose executor is lost is
     * Spark's to repeat.
     *
     * @param what the bar is named
     * @param unit of the runs' work
     * @param runs as they are shown
     * @param assignments of the runs, in their order
     */
    public static <T extends Serializable> List<RunOutcome> execute(
            SparkSession spark, String what, String unit, List<ShownRun> runs, List<T> assignments, Task<T> task) {
        RunReports reports = new RunReports();
        spark.sparkContext().register(reports, "run reports");
        CollectionAccumulator<RunOutcome> outcomes = spark.sparkContext().collectionAccumulator("run outcomes");
        List<Assigned<T>> tasks = IntStream.range(0, runs.size())
                .mapToObj(i -> new Assigned<>(runs.get(i).id(), assignments.get(i), task))
                .toList();
        try (SweepProgress progress = new SweepProgress(spark, what, unit, runs, reports, outcomes)) {
            JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
            JavaRDD<Assigned<T>> assigned = context.parallelize(tasks, tasks.size());
            (task.onGpu() ? TaskGpu.one(assigned) : assigned).foreach(run -> outcomes.add(run.execute(reports)));
        }
        return List.copyOf(outcomes.value());
    }

    /** @throws DataException when runs failed, naming the first */
    public static void requireNoFailure(List<RunOutcome> outcomes) {
        List<RunOutcome> failed = outcomes.stream().filter(RunOutcome::failed).toList();
        if (!failed.isEmpty()) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "%d of %d runs failed, the first of them: run %s: %s; the same command goes on with what is missing",
                    failed.size(),
                    outcomes.size(),
                    failed.get(0).runId(),
                    failed.get(0).failure()));
        }
    }

    private record Assigned<T extends Serializable>(String runId, T assignment, Task<T> task) implements Serializable {
        RunOutcome execute(RunReports reports) {
            long started = System.nanoTime();
            try {
                Run run = task.run(
                        assignment,
                        TaskGpu.number(),
                        (step, loss, sparsity) -> reports.add(Map.entry(runId, new RunReport(step + 1, loss))));
                return new RunOutcome(runId, run.status(), run.loss(), seconds(started), null);
            } catch (RuntimeException e) {
                String failure = e.getClass().getSimpleName() + ": " + e.getMessage();
                return new RunOutcome(runId, null, null, seconds(started), failure);
            }
        }

        private static double seconds(long started) {
            return (System.nanoTime() - started) / 1e9;
        }
    }
}

package org.sparselaw.training.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.CollectionAccumulator;
import org.sparselaw.job.Progress;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Feeds a {@link SweepTable} while a sweep runs, and shows it. Works on a cluster too: tasks in flight report through the
 * accumulator updates that executors send with their heartbeats.
 */
final class SweepProgress extends SparkListener implements AutoCloseable {
    private static final long REFRESH_MS = 250;

    private final SparkSession session;
    private final List<ShownRun> runs;
    private final RunReports reports;
    private final CollectionAccumulator<RunOutcome> outcomes;
    private final SweepTable table;
    private final Progress progress;
    private final ScheduledExecutorService refresh = Executors.newSingleThreadScheduledExecutor(r -> {
        Thread thread = new Thread(r, "sweep-progress");
        thread.setDaemon(true);
        return thread;
    });
    private int shown;

    SweepProgress(
            SparkSession session,
            String what,
            String unit,
            List<ShownRun> runs,
            RunReports reports,
            CollectionAccumulator<RunOutcome> outcomes) {
        this.session = session;
        this.runs = runs;
        this.reports = reports;
        this.outcomes = outcomes;
        this.table = new SweepTable(runs);
        this.progress = new Progress(what, table.work(), unit);
        session.sparkContext().addSparkListener(this);
        refresh.scheduleAtFixedRate(this::show, REFRESH_MS, REFRESH_MS, TimeUnit.MILLISECONDS);
    }

    /** The job has one stage, whose task i is run i. */
    @Override
    public synchronized void onTaskStart(SparkListenerTaskStart start) {
        table.started(runs.get(start.taskInfo().index()).id(), System.nanoTime());
    }

    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
        CollectionConverters.asJava(update.accumUpdates())
                .forEach(task -> CollectionConverters.asJava(task._4()).stream()
                        .filter(a -> a.id() == reports.id() && a.update().isDefined())
                        .forEach(a -> ((Map<?, ?>) a.update().get())
                                .forEach((run, report) -> report((String) run, (RunReport) report))));
    }

    private synchronized void report(String run, RunReport report) {
        table.reported(run, report, System.nanoTime());
    }

    private synchronized void show() {
        List<RunOutcome> ended = new ArrayList<>(outcomes.value());
        for (; shown < ended.size(); shown++) {
            table.ended(ended.get(shown));
            progress.say(table.line(ended.get(shown)));
        }
        progress.at(table.workDone(), table.counts(), table.underWay(System.nanoTime()));
    }

    @Override
    public void close() {
        refresh.shutdownNow();
        session.sparkContext().removeSparkListener(this);
        show();
        progress.close();
    }
}

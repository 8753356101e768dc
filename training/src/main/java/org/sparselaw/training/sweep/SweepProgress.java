package org.sparselaw.training.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.LongAccumulator;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.job.Progress;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Shows how far a sweep is: work done in MFLOP, ended runs by their outcome. Works on a cluster too: tasks in flight report
 * through the accumulator updates that executors send with their heartbeats.
 */
final class SweepProgress extends SparkListener implements AutoCloseable {
    private static final long REFRESH_MS = 250;

    private final SparkSession session;
    private final SweepPlan plan;
    private final LongAccumulator work;
    private final CollectionAccumulator<RunOutcome> outcomes;
    private final Map<Long, Long> inFlight = new HashMap<>();
    private final Progress progress;
    private final ScheduledExecutorService refresh = Executors.newSingleThreadScheduledExecutor(r -> {
        Thread thread = new Thread(r, "sweep-progress");
        thread.setDaemon(true);
        return thread;
    });
    private int shown;

    SweepProgress(
            SparkSession session, SweepPlan plan, LongAccumulator work, CollectionAccumulator<RunOutcome> outcomes) {
        this.session = session;
        this.plan = plan;
        this.work = work;
        this.outcomes = outcomes;
        this.progress = new Progress("sweep", plan.megaFlop(), "MFLOP");
        session.sparkContext().addSparkListener(this);
        refresh.scheduleAtFixedRate(this::show, REFRESH_MS, REFRESH_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
        CollectionConverters.asJava(update.accumUpdates())
                .forEach(task -> CollectionConverters.asJava(task._4()).stream()
                        .filter(a -> a.id() == work.id() && a.update().isDefined())
                        .forEach(a -> report((Long) task._1(), (Long) a.update().get())));
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        inFlight.remove(end.taskInfo().taskId());
    }

    private synchronized void report(long task, long megaFlop) {
        inFlight.put(task, megaFlop);
    }

    private synchronized void show() {
        List<RunOutcome> ended = new ArrayList<>(outcomes.value());
        for (; shown < ended.size(); shown++) {
            RunOutcome outcome = ended.get(shown);
            progress.say(String.format(
                    Locale.ROOT,
                    "run %s  %s  %s in %.1f s",
                    outcome.runId(),
                    plan.run(outcome.runId()).place(),
                    text(outcome),
                    outcome.seconds()));
        }
        long done = work.value()
                + inFlight.values().stream().mapToLong(Long::longValue).sum();
        progress.at(
                Math.min(done, plan.megaFlop()),
                ended.size() + " of " + plan.runs().size() + " runs ended");
    }

    private static String text(RunOutcome outcome) {
        if (outcome.failed()) {
            return "FAILED: " + outcome.failure();
        }
        return outcome.status() == Status.FINISHED
                ? String.format(Locale.ROOT, "loss %.4f", outcome.loss())
                : outcome.status().name();
    }

    @Override
    public void close() {
        refresh.shutdownNow();
        session.sparkContext().removeSparkListener(this);
        show();
        progress.close();
    }
}

package org.sparselaw.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/** Shows the progress of every Spark stage that runs until it is closed, under the name of what is being done. */
public final class StageProgress extends SparkListener implements AutoCloseable {
    private final SparkSession session;
    private final Map<Integer, Progress> stages = new ConcurrentHashMap<>();
    private final Timer clock = new Timer("stage progress", true);
    private final List<Step> steps = new ArrayList<>();
    private volatile String what;
    private long since = System.nanoTime();

    /** How long something took. */
    public record Step(String what, double seconds) {}

    /** @param what is being done, as the user knows it */
    public StageProgress(SparkSession session, String what) {
        this.session = session;
        this.what = what;
        session.sparkContext().addSparkListener(this);
        // A task may be long: its line shows that time passes.
        TimerTask tick = new TimerTask() {
            @Override
            public void run() {
                stages.values().forEach(progress -> progress.advance(0));
            }
        };
        clock.schedule(tick, 1000, 1000);
    }

    /** Names the stages that are submitted from now on. */
    public void next(String now) {
        long time = System.nanoTime();
        steps.add(step(time));
        since = time;
        what = now;
    }

    /** What was done so far, in its order. */
    public List<Step> steps() {
        List<Step> all = new ArrayList<>(steps);
        all.add(step(System.nanoTime()));
        return all;
    }

    private Step step(long end) {
        return new Step(what, (end - since) * 1e-9);
    }

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted event) {
        stages.put(
                event.stageInfo().stageId(),
                new Progress(what, event.stageInfo().numTasks(), "tasks"));
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd event) {
        Progress progress = stages.get(event.stageId());
        if (progress != null && event.taskInfo().successful()) {
            progress.advance(1);
        }
    }

    @Override
    public void onStageCompleted(SparkListenerStageCompleted event) {
        Progress progress = stages.remove(event.stageInfo().stageId());
        if (progress != null) {
            progress.close();
        }
    }

    @Override
    public void close() {
        session.sparkContext().removeSparkListener(this);
        clock.cancel();
    }
}

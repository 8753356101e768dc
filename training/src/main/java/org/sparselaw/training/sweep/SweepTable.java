package org.sparselaw.training.sweep;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.job.Progress;

/** How the runs of a sweep stand: waiting, under way with their loss and the time left, or ended. */
final class SweepTable {
    private final Map<String, ShownRun> runs;
    private final Map<String, UnderWay> underWay = new LinkedHashMap<>();
    private final Map<String, RunOutcome> ended = new LinkedHashMap<>();

    /** @param first the report that the time left is reckoned from: a run that goes on begins with steps done */
    private record UnderWay(long started, RunReport first, long firstAt, RunReport last, long lastAt) {}

    SweepTable(List<ShownRun> runs) {
        this.runs = runs.stream().collect(Collectors.toMap(ShownRun::id, run -> run));
    }

    /** Of all runs. */
    long work() {
        return runs.values().stream().mapToLong(ShownRun::work).sum();
    }

    /** A task took the run up, perhaps not the first one. */
    void started(String run, long nanos) {
        if (!ended.containsKey(run)) {
            underWay.put(run, new UnderWay(nanos, null, nanos, null, nanos));
        }
    }

    void reported(String run, RunReport report, long nanos) {
        underWay.computeIfPresent(
                run,
                (id, now) -> now.first() == null
                        ? new UnderWay(now.started(), report, nanos, report, nanos)
                        : new UnderWay(now.started(), now.first(), now.firstAt(), report, nanos));
    }

    void ended(RunOutcome outcome) {
        underWay.remove(outcome.runId());
        ended.put(outcome.runId(), outcome);
    }

    /** Work of ended runs, however they ended, and of the steps done by the others. */
    long workDone() {
        long whole =
                ended.keySet().stream().mapToLong(id -> runs.get(id).work()).sum();
        double parts = underWay.entrySet().stream()
                .filter(e -> e.getValue().last() != null)
                .mapToDouble(e -> {
                    ShownRun run = runs.get(e.getKey());
                    return (double) run.work() * e.getValue().last().steps() / run.steps();
                })
                .sum();
        return Math.min(work(), whole + (long) parts);
    }

    /** {@code 2 running, 30 finished, 4 waiting}; diverged and failed runs are named when there are any. */
    String counts() {
        long failed = ended.values().stream().filter(RunOutcome::failed).count();
        long diverged = ended.values().stream()
                .filter(o -> o.status() == Status.DIVERGED)
                .count();
        long finished = ended.size() - failed - diverged;
        long waiting = runs.size() - ended.size() - underWay.size();
        return Stream.of(
                        underWay.size() + " running",
                        finished + " finished",
                        diverged > 0 ? diverged + " diverged" : null,
                        failed > 0 ? failed + " failed" : null,
                        waiting + " waiting")
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }

    /** A line a run that is under way, in the order in which they began. */
    List<String> underWay(long nanos) {
        List<String> lines = new ArrayList<>();
        underWay.forEach(
                (id, run) -> lines.add("  run " + id + "  " + runs.get(id).place() + "  " + state(id, run, nanos)));
        return lines;
    }

    private String state(String id, UnderWay run, long nanos) {
        if (run.last() == null) {
            return "for " + Progress.text(Duration.ofNanos(nanos - run.started()));
        }
        long steps = runs.get(id).steps();
        String state = String.format(
                Locale.ROOT,
                "step %,d of %,d  loss %.4f",
                run.last().steps(),
                steps,
                run.last().loss());
        long counted = run.last().steps() - run.first().steps();
        if (counted == 0) {
            return state;
        }
        double perStep = (double) (run.lastAt() - run.firstAt()) / counted;
        double left = Math.max(0, perStep * (steps - run.last().steps()) - (nanos - run.lastAt()));
        return state + "  about " + Progress.text(Duration.ofNanos((long) left)) + " left";
    }

    /** How a run ended, in a line. */
    String line(RunOutcome outcome) {
        return String.format(
                Locale.ROOT,
                "run %s  %s  %s in %.1f s",
                outcome.runId(),
                runs.get(outcome.runId()).place(),
                text(outcome),
                outcome.seconds());
    }

    private static String text(RunOutcome outcome) {
        if (outcome.failed()) {
            return "FAILED: " + outcome.failure();
        }
        return outcome.status() == Status.FINISHED
                ? String.format(Locale.ROOT, "loss %.4f", outcome.loss())
                : outcome.status().name();
    }
}

package org.sparselaw.analysis.collect;

import java.io.Serializable;
import java.util.List;
import org.sparselaw.analysis.runs.LeftOut;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.analysis.steps.LossPolicy;
import org.sparselaw.analysis.steps.RunEnding;
import org.sparselaw.analysis.steps.StepColumns;
import org.sparselaw.analysis.steps.StepFile;
import org.sparselaw.analysis.steps.Trajectory;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Json;
import org.sparselaw.storage.Storage;

/**
 * The directory of a run, as the training module leaves it: what the run is stands in {@code result.json} or, before it has
 * ended, in {@code planned.json}; its loss comes from {@code metrics/*.parquet}. Of a step that lies in several of these
 * files the one in the file of the last name counts, and within a file the last row.
 */
final class RunDirectory {
    private static final String RESULT = "result.json";
    private static final String PLANNED = "planned.json";

    private final Storage folder;
    private final LossPolicy policy;

    private RunDirectory(Storage folder, LossPolicy policy) {
        this.folder = folder;
        this.policy = policy;
    }

    /** A directory as a run or, when it does not say which, left out: one of the two is null. */
    record Found(Run run, LeftOut leftOut) implements Serializable {
        static Found notARun(Storage folder, String reason) {
            return new Found(null, new LeftOut(folder.toString(), reason));
        }
    }

    /** Reads a directory; damage becomes the status of the run and stops nothing. */
    static Found read(Storage folder, LossPolicy policy) {
        List<String> names = folder.children().stream().map(Storage::name).toList();
        RunDirectory directory = new RunDirectory(folder, policy);
        if (!names.contains(RESULT) && !names.contains(PLANNED)) {
            return Found.notARun(folder, "holds neither a " + RESULT + " nor a " + PLANNED);
        }
        try {
            return names.contains(RESULT) ? directory.ended() : directory.notEnded();
        } catch (DataException damage) {
            return directory.damaged(names, damage.getMessage());
        }
    }

    private Found ended() {
        Run run = facts(RESULT);
        if (run.status() != Status.FINISHED) {
            return new Found(run, null);
        }
        List<Storage> metrics = metrics();
        if (metrics.isEmpty()) {
            return new Found(
                    policy.policy() == LossPolicy.Choice.LAST
                            ? run
                            : run.without(Status.UNREADABLE, "has no metrics to take its loss from"),
                    null);
        }
        return new Found(withLoss(run, metrics), null);
    }

    private Run withLoss(Run run, List<Storage> metrics) {
        try {
            return RunEnding.finished(run, steps(metrics));
        } catch (DataException damage) {
            return run.without(Status.UNREADABLE, damage.getMessage());
        }
    }

    private Found notEnded() {
        return new Found(RunEnding.unfinished(facts(PLANNED), steps(metrics())), null);
    }

    /** What can still be said of a run when one of its files is damaged. */
    private Found damaged(List<String> names, String damage) {
        if (names.contains(PLANNED)) {
            try {
                return new Found(facts(PLANNED).without(Status.UNREADABLE, damage), null);
            } catch (DataException e) {
                return Found.notARun(folder, damage);
            }
        }
        return Found.notARun(folder, damage);
    }

    private Run facts(String name) {
        Storage file = folder.child(name);
        return Json.read(Run.class, file.toString(), file.readText());
    }

    private List<Storage> metrics() {
        return folder.child("metrics").children().stream()
                .filter(file -> file.name().endsWith(".parquet") && !file.name().startsWith("."))
                .toList();
    }

    private Trajectory steps(List<Storage> metrics) {
        Trajectory steps = Trajectory.exact(policy);
        for (int i = 0; i < metrics.size(); i++) {
            new StepFile(metrics.get(i), StepColumns.METRICS).read(run -> steps, i);
        }
        return steps;
    }
}

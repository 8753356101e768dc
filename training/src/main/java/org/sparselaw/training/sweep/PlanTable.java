package org.sparselaw.training.sweep;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.job.Progress;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.data.TrainingSet;
import org.sparselaw.training.run.RunFolder;
import org.sparselaw.training.run.StepTime;

/** The runs of a sweep before anything starts: what each is, what it computes and how long it may take. */
public final class PlanTable {
    private static final int MOST_MEASURED = 8;
    private static final String HEADER = String.format(
            Locale.ROOT,
            "%-16s  %-7s%12s%14s%16s%10s  %-4s  %9s  %9s  %s",
            "run",
            "S",
            "N",
            "parameters",
            "D",
            "steps",
            "seed",
            "6ND FLOP",
            "executed",
            "about");

    private PlanTable() {}

    /**
     * A line a run, longest first, and one for all together. Steps of up to eight models are measured on this machine, alone.
     *
     * @param runs the folder of run directories: those with a result are marked, and take no time
     */
    public static List<String> of(SparkSession spark, SweepPlan plan, TrainingSet set, Storage runs) {
        SweepPlan pending = plan.with(plan.runs().stream()
                .filter(run -> RunFolder.of(runs, run.spec()).result().isEmpty())
                .toList());
        ExpectedTimes times;
        try (Progress progress = new Progress("plan", 0, "models measured")) {
            times = ExpectedTimes.measured(pending, MOST_MEASURED, run -> {
                double seconds = StepTime.seconds(run.spec(), set);
                progress.advance(1);
                return seconds;
            });
        }
        int taskCores = spark.sparkContext().conf().getInt("spark.task.cpus", 1);
        return lines(plan, pending, times, Math.max(1, spark.sparkContext().defaultParallelism() / taskCores));
    }

    static List<String> lines(SweepPlan plan, SweepPlan pending, ExpectedTimes times, int atOnce) {
        Set<String> toDo = Set.copyOf(pending.ids());
        List<String> lines = new ArrayList<>(List.of(HEADER));
        for (PlannedRun run : plan.runs()) {
            lines.add(line(run, toDo.contains(run.id()) ? text(times.seconds(run)) : "done"));
        }
        lines.add(String.format(
                Locale.ROOT,
                "%d runs, %d of them to do: %.2g FLOP executed, about %s with %d at once; steps of %d models were"
                        + " measured here",
                plan.runs().size(),
                pending.runs().size(),
                pending.megaFlop() * 1e6,
                text(pending.runs().isEmpty() ? 0 : times.seconds(pending, atOnce)),
                atOnce,
                times.measured()));
        return lines;
    }

    private static String line(PlannedRun run, String about) {
        return String.format(
                Locale.ROOT,
                "%s  %-7s%,12d%,14d%,16d%,10d  %-4d  %9.2e  %9.2e  %s  %s %s",
                run.id(),
                run.spec().sparsity(),
                run.nonZeros(),
                run.spec().model().parametersWithoutEmbeddings(),
                run.spec().amountOfData(),
                run.spec().steps(),
                run.spec().seed(),
                run.spec().trainingFlop(),
                run.megaFlop() * 1e6,
                about,
                run.spec().pattern(),
                run.spec().strategy());
    }

    private static String text(double seconds) {
        return Progress.text(Duration.ofMillis((long) (1000 * seconds)));
    }
}

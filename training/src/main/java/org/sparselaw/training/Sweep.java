package org.sparselaw.training;

import org.apache.spark.sql.SparkSession;
import org.sparselaw.job.ConfigFile;
import org.sparselaw.job.Job;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.training.data.TrainingSet;
import org.sparselaw.training.study.StudyConfig;
import org.sparselaw.training.study.StudyFolder;
import org.sparselaw.training.sweep.PlanTable;
import org.sparselaw.training.sweep.SweepJob;
import org.sparselaw.training.sweep.SweepPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains the grid of a study whose text is prepared. */
@Command(
        name = "sweep",
        description = "Trains the grid of a study on its prepared text: one Spark job, a task a run.",
        mixinStandardHelpOptions = true)
public final class Sweep extends Job {
    @Mixin
    private ConfigFile config;

    @Option(
            names = "--plan",
            description = "Prints the runs with their size, FLOP and expected time, and trains nothing.")
    private boolean planOnly;

    @Override
    protected void run() {
        StudyConfig study = config.read(StudyConfig.class);
        StudyFolder folder = study.folder();
        SweepPlan plan = plan(study, folder);
        SparkSession spark = SparkJobs.session("sweep", study.training().threads());
        if (planOnly) {
            TrainingSet set =
                    TrainingSet.open(study.model().family(), folder.shards().toString());
            PlanTable.of(spark, plan, set, folder.runs()).forEach(System.out::println);
            return;
        }
        SweepJob.Ended ended = run(spark, plan, folder);
        System.out.printf(
                "%s: %d runs were there, %d finished, %d diverged%n",
                folder.runs(), ended.skipped(), ended.finished(), ended.diverged());
    }

    static SweepPlan plan(StudyConfig study, StudyFolder folder) {
        TrainingSet set =
                TrainingSet.open(study.model().family(), folder.shards().toString());
        return SweepPlan.of(study.name(), study.sweep(), study.model(), study.training(), set);
    }

    static SweepJob.Ended run(SparkSession spark, SweepPlan plan, StudyFolder folder) {
        return SweepJob.run(spark, plan, folder.shards().path().toString(), folder.runs());
    }

    public static void main(String[] args) {
        System.exit(Job.execute(new Sweep(), args));
    }
}

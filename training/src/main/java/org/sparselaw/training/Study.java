package org.sparselaw.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.analysis.CollectRuns;
import org.sparselaw.analysis.FitLaw;
import org.sparselaw.analysis.FitLawConfig;
import org.sparselaw.analysis.Report;
import org.sparselaw.analysis.fit.FitSummary;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.optimum.SparsityTable;
import org.sparselaw.analysis.optimum.TrainingCost;
import org.sparselaw.config.Config;
import org.sparselaw.job.ConfigFile;
import org.sparselaw.job.Job;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.storage.Sha256;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.study.Corpus;
import org.sparselaw.training.study.Stage;
import org.sparselaw.training.study.StudyConfig;
import org.sparselaw.training.study.StudyFolder;
import org.sparselaw.training.sweep.SweepPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * All of a study: text or images, sweep, run table, law, report. A stage whose result is there and whose inputs are unchanged is
 * skipped; a sweep goes on with the runs that are missing.
 */
@Command(
        name = "study",
        description = "Prepares text or images, trains the grid, fits the law and writes the report.",
        mixinStandardHelpOptions = true)
public final class Study extends Job {
    @Mixin
    private ConfigFile config;

    @Override
    protected void run() {
        StudyConfig study = config.read(StudyConfig.class);
        SweepPlan.check(study.sweep(), study.model(), study.training());
        List<String> inputs = study.corpus().inputs();
        run(SparkJobs.session("study", study.training().threads()), study, inputs);
    }

    private static void run(SparkSession spark, StudyConfig study, List<String> inputs) {
        StudyFolder folder = study.folder();
        Corpus corpus = study.corpus();
        stage(new Stage(corpus.name(), folder.root(), folder.shards(), inputs), () -> {
            corpus.prepare(spark, folder.shards().toString());
            return folder.shards().toString();
        });

        SweepPlan plan = Sweep.plan(study, folder);
        System.err.println("== sweep");
        Sweep.run(spark, plan, folder);

        List<Storage> runs = plan.ids().stream().map(folder.runs()::child).toList();
        stage(
                new Stage("runs", folder.root(), folder.runTable(), digests(runs)),
                () -> CollectRuns.collect(spark, runs, folder.runTable()).toString());

        String table = Sha256.of(folder.runTable().readBytes());
        List<String> fit = List.of(table, Config.write(study.fit()), Config.write(study.intervals()));
        stage(new Stage("law", folder.root(), folder.law(), fit), () -> {
            FitLaw.run(spark, fit(study, folder));
            return folder.law().toString();
        });

        TrainingCost cost = study.training().pruning().cost();
        String fitted = Sha256.of(folder.law().readBytes());
        stage(new Stage("report", folder.root(), folder.report(), List.of(table, fitted, cost.toString())), () -> {
            Report.run(
                    spark,
                    folder.law().toString(),
                    folder.runTable().toString(),
                    cost,
                    folder.report().toString());
            return folder.report().toString();
        });

        FittedLaw law = FittedLaw.read(folder.law());
        System.out.println(FitSummary.text(law, study.intervals().level()));
        System.out.println(SparsityTable.of(law, cost).text());
        System.out.println("Report: " + folder.report());
    }

    private static FitLawConfig fit(StudyConfig study, StudyFolder folder) {
        return FitLawConfig.ofRunTable(
                folder.runTable().toString(),
                study.fit(),
                study.intervals(),
                folder.law().toString());
    }

    private static List<String> digests(List<Storage> runs) {
        List<String> digests = new ArrayList<>();
        runs.forEach(run -> digests.add(Sha256.of(run.child("result.json").readBytes())));
        return digests;
    }

    /** @param work gives a word on its result */
    private static void stage(Stage stage, Supplier<String> work) {
        boolean ran = stage.run(() -> {
            System.err.println("== " + stage.name());
            System.err.println(stage.name() + ": " + work.get());
        });
        if (!ran) {
            System.err.println("== " + stage.name() + ": unchanged, skipped");
        }
    }

    public static void main(String[] args) {
        System.exit(Job.execute(new Study(), args));
    }
}

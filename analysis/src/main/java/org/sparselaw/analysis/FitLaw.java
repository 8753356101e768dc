package org.sparselaw.analysis;

import org.apache.spark.sql.SparkSession;
import org.sparselaw.analysis.fit.FitSummary;
import org.sparselaw.analysis.fit.LawFit;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.runs.RunTable;
import org.sparselaw.analysis.runs.RunTables;
import org.sparselaw.job.ConfigFile;
import org.sparselaw.job.Job;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.storage.Storage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Fits a scaling law to a run table. */
@Command(
        name = "fit-law",
        mixinStandardHelpOptions = true,
        description = "Fits the scaling law L(S, N, D) to a run table and writes law.json.")
public final class FitLaw extends Job {
    @Mixin
    private ConfigFile config;

    @Override
    protected void run() {
        FitLawConfig settings = config.read(FitLawConfig.class);
        FittedLaw law = run(SparkJobs.session("fit-law"), settings);
        System.out.print(FitSummary.text(law));
        System.out.println("Written to " + settings.output());
    }

    /** Reads the table, fits, and writes the law; nothing is written when the table is too small. */
    public static FittedLaw run(SparkSession spark, FitLawConfig config) {
        RunTable table = RunTables.read(spark, config.runs(), config.format(), config.columns(), config.dataUnit());
        FittedLaw law = LawFit.fit(table, config.objective());
        law.write(Storage.of(config.output()));
        return law;
    }

    public static void main(String[] args) {
        System.exit(Job.execute(new FitLaw(), args));
    }
}

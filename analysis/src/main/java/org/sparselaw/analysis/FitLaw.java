package org.sparselaw.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.analysis.fit.FitSummary;
import org.sparselaw.analysis.fit.LawComparison;
import org.sparselaw.analysis.fit.LawFit;
import org.sparselaw.analysis.intervals.Refits;
import org.sparselaw.analysis.intervals.Uncertainty;
import org.sparselaw.analysis.law.Comparisons;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.runs.Observation;
import org.sparselaw.analysis.runs.RunTable;
import org.sparselaw.analysis.runs.RunTables;
import org.sparselaw.job.ConfigFile;
import org.sparselaw.job.DataException;
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
        System.out.print(FitSummary.text(law, settings.intervals().level()));
        System.out.println("Written to " + settings.output());
    }

    /** Reads the table, fits, compares, and writes the law; nothing is written when the table is not enough. */
    public static FittedLaw run(SparkSession spark, FitLawConfig config) {
        RunTable table = RunTables.read(spark, config.runs(), config.format(), config.columns(), config.dataUnit());
        Function<Refits, List<double[]>> compute = refits -> SparkRefits.coefficients(spark, refits);
        List<FittedLaw> fitted = fit(table, config);
        FittedLaw law = Uncertainty.measured(fitted.get(0), table, config.intervals(), compute);
        List<FittedLaw> laws = new ArrayList<>(List.of(law));
        for (FittedLaw rival : fitted.subList(1, fitted.size())) {
            laws.add(Uncertainty.tested(rival, table, config.intervals(), compute));
        }
        law = law.withComparisons(compare(laws, table, config));
        law.write(Storage.of(config.output()));
        return law;
    }

    private static List<FittedLaw> fit(RunTable table, FitLawConfig config) {
        try {
            return config.laws().stream()
                    .map(form -> LawFit.fit(form, table, config.objective()))
                    .toList();
        } catch (DataException e) {
            throw new DataException(config.runs() + ": " + e.getMessage(), e);
        }
    }

    private static Comparisons compare(List<FittedLaw> laws, RunTable table, FitLawConfig config) {
        FittedLaw law = laws.get(0);
        LawComparison comparison = new LawComparison(table, config.objective());
        List<Observation> largerRuns =
                config.largerRuns().stream().map(MeasuredRun::observation).toList();
        return new Comparisons(
                laws.size() == 1
                        ? List.of()
                        : laws.stream().map(comparison::row).toList(),
                LawComparison.largerRuns(law.form().law(), law.values(), largerRuns),
                config.published()
                        .map(published -> comparison.published(law.form().law(), published, largerRuns)));
    }

    public static void main(String[] args) {
        System.exit(Job.execute(new FitLaw(), args));
    }
}

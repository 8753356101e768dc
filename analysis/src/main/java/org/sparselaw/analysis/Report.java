package org.sparselaw.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.optimum.TrainingCost;
import org.sparselaw.analysis.report.Findings;
import org.sparselaw.analysis.report.ReportPage;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.RunParquet;
import org.sparselaw.analysis.runs.RunTables;
import org.sparselaw.job.DataException;
import org.sparselaw.job.Job;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.storage.Sha256;
import org.sparselaw.storage.Storage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the report of a fitted law: one HTML file that needs no network. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Writes a fitted law and the runs behind it as one HTML file that works offline.")
public final class Report extends Job {
    @Option(names = "--law", required = true, paramLabel = "FILE", description = "law.json, as fit-law writes it.")
    private String law;

    @Option(names = "--runs", required = true, paramLabel = "FILE", description = "The run table that was fitted.")
    private String runs;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "The report, as report.html.")
    private String output;

    @Override
    protected void run() {
        run(SparkJobs.session("report"), law, runs, TrainingCost.GRADUAL, output);
        System.out.println("Written to " + output);
    }

    /** Reads the law and the run table that it was fitted to; nothing is written when they do not belong together. */
    public static void run(SparkSession spark, String law, String runs, TrainingCost cost, String output) {
        Storage lawFile = Storage.of(law);
        FittedLaw fitted = FittedLaw.read(lawFile);
        List<Run> table = RunParquet.read(spark, Storage.of(runs));
        if (!RunTables.of(runs, table).digest().equals(fitted.runTable())) {
            throw new DataException(law + ": was not fitted to " + runs + " (its digest of the runs is "
                    + fitted.runTable() + "); fit the law to this table again");
        }
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("Law", law);
        provenance.put("SHA-256 of the law", Sha256.of(lawFile.readBytes()));
        provenance.put("Run table", runs);
        write(new Findings(studies(table), fitted, cost, table, provenance), Storage.of(output));
    }

    /** Writes the page as a whole; the same findings give the same bytes. */
    public static void write(Findings findings, Storage output) {
        output.write(ReportPage.html(findings));
    }

    private static String studies(List<Run> runs) {
        return runs.stream().map(Run::study).distinct().sorted().collect(Collectors.joining(", "));
    }

    public static void main(String[] args) {
        System.exit(Job.execute(new Report(), args));
    }
}

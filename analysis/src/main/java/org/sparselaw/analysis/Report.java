package org.sparselaw.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.optimum.TrainingCost;
import org.sparselaw.analysis.report.Comparison;
import org.sparselaw.analysis.report.ComparisonPage;
import org.sparselaw.analysis.report.Figure;
import org.sparselaw.analysis.report.FigureFiles;
import org.sparselaw.analysis.report.Figures;
import org.sparselaw.analysis.report.FiguresUnavailable;
import org.sparselaw.analysis.report.Findings;
import org.sparselaw.analysis.report.ReportPage;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.RunParquet;
import org.sparselaw.analysis.runs.RunTables;
import org.sparselaw.job.DataException;
import org.sparselaw.job.Job;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.job.UsageException;
import org.sparselaw.storage.Sha256;
import org.sparselaw.storage.Storage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the report of a fitted law, or of several side by side: one HTML file that needs no network, and its figures. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description =
                "Writes a fitted law and the runs behind it as one HTML file that works offline, with its figures in"
                        + " a folder beside it. With --law and --runs given several times, the laws are compared.")
public final class Report extends Job {
    @Option(names = "--law", required = true, paramLabel = "FILE", description = "law.json, as fit-law writes it.")
    private List<String> laws;

    @Option(names = "--runs", required = true, paramLabel = "FILE", description = "The run table that was fitted.")
    private List<String> runs;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "The report, as report.html.")
    private String output;

    @Option(
            names = "--figures",
            paramLabel = "FILES",
            defaultValue = "all",
            description = "Files of the figures in figures/ beside the report: ${COMPLETION-CANDIDATES}.")
    private FigureFiles figures;

    @Override
    protected void run() {
        if (laws.size() != runs.size()) {
            throw new UsageException("--law is given " + laws.size() + " times and --runs " + runs.size()
                    + " times; each law needs its runs");
        }
        SparkSession spark = SparkJobs.session("report");
        List<Findings> all = new ArrayList<>();
        for (int i = 0; i < laws.size(); i++) {
            all.add(read(spark, laws.get(i), runs.get(i), TrainingCost.GRADUAL));
        }
        if (all.size() == 1) {
            write(all.get(0), figures, Storage.of(output));
        } else {
            compare(all, figures, Storage.of(output));
        }
        System.out.println("Written to " + output);
    }

    /** Reads the law and the run table that it was fitted to; nothing is written when they do not belong together. */
    public static void run(SparkSession spark, String law, String runs, TrainingCost cost, String output) {
        write(read(spark, law, runs, cost), FigureFiles.ALL, Storage.of(output));
    }

    private static Findings read(SparkSession spark, String law, String runs, TrainingCost cost) {
        Storage lawFile = Storage.of(law);
        FittedLaw fitted = FittedLaw.read(lawFile);
        fitted.sparse();
        List<Run> table = RunParquet.read(spark, Storage.of(runs));
        if (!RunTables.of(runs, table).digest().equals(fitted.runTable())) {
            throw new DataException(law + ": was not fitted to " + runs + " (its digest of the runs is "
                    + fitted.runTable() + "); fit the law to this table again");
        }
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("Law", law);
        provenance.put("SHA-256 of the law", Sha256.of(lawFile.readBytes()));
        provenance.put("Run table", runs);
        return new Findings(studies(table), fitted, cost, table, provenance);
    }

    /** Writes the page as a whole, and its figures; the same findings give the same bytes. */
    public static void write(Findings findings, FigureFiles files, Storage output) {
        output.write(ReportPage.html(findings));
        draw(files, Figures.of(findings).all(), output);
    }

    /** Writes the page of several laws, and its figures. */
    public static void compare(List<Findings> findings, FigureFiles files, Storage output) {
        Comparison comparison = new Comparison(findings);
        output.write(ComparisonPage.html(comparison));
        draw(files, comparison.figures(), output);
    }

    private static void draw(FigureFiles files, List<Figure> figures, Storage output) {
        try {
            files.write(figures, output.sibling("figures"));
        } catch (FiguresUnavailable e) {
            System.err.println(
                    "! " + e.getMessage() + "; " + output + " has all of them, drawn by the reader's browser");
        }
    }

    private static String studies(List<Run> runs) {
        return runs.stream().map(Run::study).distinct().sorted().collect(Collectors.joining(", "));
    }

    public static void main(String[] args) {
        System.exit(Job.execute(new Report(), args));
    }
}

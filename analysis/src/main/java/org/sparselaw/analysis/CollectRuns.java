package org.sparselaw.analysis;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.input_file_name;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.RunParquet;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.job.DataException;
import org.sparselaw.job.Job;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.storage.Json;
import org.sparselaw.storage.Storage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes one run table of the results that lie in run directories. */
@Command(
        name = "collect-runs",
        mixinStandardHelpOptions = true,
        description = "Makes one run table of the results in run directories.")
public final class CollectRuns extends Job {
    @Parameters(
            arity = "1..*",
            paramLabel = "FOLDER",
            description = "Study folders, or folders of run directories: local, hdfs:// or s3a://.")
    private List<String> folders = new ArrayList<>();

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "The table, as runs.parquet.")
    private String output;

    /**
     * What was found: {@code finished + diverged} rows were written.
     *
     * @param unfinished run directories without a result
     */
    public record Collected(int finished, int diverged, int unfinished) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d runs: %d finished, %d diverged; %d without a result",
                    finished + diverged,
                    finished,
                    diverged,
                    unfinished);
        }
    }

    @Override
    protected void run() {
        Collected collected = run(SparkJobs.session("collect-runs"), folders, output);
        System.out.println(output + ": " + collected);
    }

    /** All runs in every folder, or in its {@code runs/}; see {@link #collect}. */
    public static Collected run(SparkSession spark, List<String> runsFolders, String output) {
        List<Storage> folders = new ArrayList<>();
        for (String name : runsFolders) {
            Storage folder = Storage.of(name);
            if (!folder.exists()) {
                throw new DataException(folder + ": no such folder of runs");
            }
            folders.addAll((folder.child("runs").exists() ? folder.child("runs") : folder).children());
        }
        return collect(spark, folders, Storage.of(output));
    }

    /**
     * Reads the {@code result.json} of every run folder and writes one row a run in the order of their ids: the same runs
     * give the same bytes.
     *
     * @throws DataException when no run has a result, or two have the same id
     */
    public static Collected collect(SparkSession spark, List<Storage> runFolders, Storage output) {
        List<String> results = runFolders.stream()
                .map(folder -> folder.child("result.json"))
                .filter(Storage::exists)
                .map(result -> result.path().toString())
                .toList();
        if (results.isEmpty()) {
            throw new DataException(output + ": not written, for no run has a result.json");
        }
        List<Run> runs = read(spark, results);
        RunParquet.write(spark, runs, output);
        int diverged =
                (int) runs.stream().filter(r -> r.status() == Status.DIVERGED).count();
        return new Collected(runs.size() - diverged, diverged, runFolders.size() - runs.size());
    }

    private static List<Run> read(SparkSession spark, List<String> results) {
        List<Run> runs = new ArrayList<>();
        for (Row row : spark.read()
                .option("wholetext", true)
                .text(results.toArray(String[]::new))
                .select(col("value"), input_file_name())
                .collectAsList()) {
            runs.add(Json.read(Run.class, row.getString(1), row.getString(0)));
        }
        runs.sort(Comparator.comparing(Run::runId));
        for (int i = 1; i < runs.size(); i++) {
            if (runs.get(i).runId().equals(runs.get(i - 1).runId())) {
                throw new DataException("Run " + runs.get(i).runId() + " lies in more than one of the folders");
            }
        }
        return runs;
    }

    public static void main(String[] args) {
        System.exit(Job.execute(new CollectRuns(), args));
    }
}

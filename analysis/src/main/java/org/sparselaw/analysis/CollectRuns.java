package org.sparselaw.analysis;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.analysis.collect.CollectConfig;
import org.sparselaw.analysis.collect.Collected;
import org.sparselaw.analysis.collect.RunSources;
import org.sparselaw.analysis.runs.RunParquet;
import org.sparselaw.config.Config;
import org.sparselaw.job.Job;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.job.UsageException;
import org.sparselaw.storage.Storage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes one run table of any number of runs, wherever they were recorded. */
@Command(
        name = "collect-runs",
        mixinStandardHelpOptions = true,
        description =
                "Makes one run table of runs: in folders of run directories, or in tables that a YAML file names.")
public final class CollectRuns extends Job {
    @Parameters(
            arity = "1..*",
            paramLabel = "SOURCE",
            description = "Study folders, or folders of run directories (local, hdfs:// or s3a://); or one YAML file.")
    private List<String> sources = new ArrayList<>();

    @Option(names = "--output", paramLabel = "FILE", description = "The table, as runs.parquet.")
    private String output;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Overrides a key of the configuration, for example --set loss.policy=minimum. May be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Override
    protected void run() {
        CollectConfig config = config();
        Collected collected = run(SparkJobs.session("collect-runs"), config);
        collected.remarks().forEach(System.err::println);
        System.out.println(config.output() + ": " + collected);
    }

    private CollectConfig config() {
        List<String> settings = new ArrayList<>(overrides);
        if (output != null) {
            settings.add("output=\"" + output.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
        }
        if (sources.stream().noneMatch(source -> source.endsWith(".yaml"))) {
            return Config.parse(CollectConfig.class, "collect-runs", Config.write(new Folders(sources)), settings);
        }
        if (sources.size() > 1) {
            throw new UsageException("collect-runs takes folders, or one YAML file that may name folders");
        }
        return Config.read(CollectConfig.class, sources.get(0), settings);
    }

    /** The sources of the command line as a configuration. */
    private record Folders(List<String> folders) {}

    /**
     * Collects the runs and writes one row a run in the order of their ids: the same runs give the same bytes.
     *
     * @throws org.sparselaw.job.DataException when there is no run, or two have the same id; nothing is written then
     */
    public static Collected run(SparkSession spark, CollectConfig config) {
        return written(RunSources.read(spark, config), Storage.of(config.output()));
    }

    /** As {@link #run}, with the defaults, for run directories that are known by name. */
    public static Collected collect(SparkSession spark, List<Storage> runFolders, Storage output) {
        return written(RunSources.read(spark, runFolders), output);
    }

    private static Collected written(Collected collected, Storage output) {
        RunParquet.write(collected.runs(), output);
        return collected;
    }

    public static void main(String[] args) {
        System.exit(Job.execute(new CollectRuns(), args));
    }
}

package org.sparselaw.analysis;

import java.util.List;
import java.util.Map;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.plan.PatternComparison;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.RunParquet;
import org.sparselaw.job.DataException;
import org.sparselaw.job.Job;
import org.sparselaw.job.SparkJobs;
import org.sparselaw.job.UsageException;
import org.sparselaw.storage.Json;
import org.sparselaw.storage.Storage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts the patterns and strategies of a run table side by side, measured by one dense law. */
@Command(
        name = "compare-patterns",
        mixinStandardHelpOptions = true,
        description =
                "Says for each pattern and strategy of a run table how large a dense model of equal loss would be, and"
                        + " what training costs relative to it.")
public final class ComparePatterns extends Job {
    @Parameters(paramLabel = "RUNS", description = "Run table, as collect-runs writes it.")
    private String runs;

    @Option(
            names = "--law",
            required = true,
            paramLabel = "FILE",
            description = "law.json whose dense part is the measure, as fit-law writes it.")
    private String law;

    @Option(
            names = "--pretraining",
            paramLabel = "STRATEGY=D",
            description =
                    "Tokens or images that the models of a strategy had been trained on before they were pruned; their"
                            + " cost is then stated with and without it.")
    private Map<String, Double> pretraining = Map.of();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    protected void run() {
        FittedLaw fitted = FittedLaw.read(Storage.of(law));
        List<Run> table = RunParquet.read(SparkJobs.session("compare-patterns"), Storage.of(runs));
        check(fitted, table);
        PatternComparison comparison = PatternComparison.of(fitted, table, pretraining);
        System.out.print(json ? Json.write(comparison) : comparison.text());
    }

    private void check(FittedLaw fitted, List<Run> table) {
        for (Run run : table) {
            if (run.dataUnit() != fitted.dataUnit()) {
                throw new DataException(runs + ": run " + run.runId() + " counts its data in " + run.dataUnit()
                        + ", but " + law + " in " + fitted.dataUnit());
            }
        }
        pretraining.forEach((strategy, data) -> {
            if (table.stream().noneMatch(r -> r.strategy().equals(strategy))) {
                throw new UsageException("--pretraining: " + runs + " has no strategy '" + strategy
                        + "' (must be one of "
                        + table.stream().map(Run::strategy).distinct().sorted().toList() + ")");
            }
            if (!(data > 0 && Double.isFinite(data))) {
                throw new UsageException("--pretraining: " + data + " is not allowed (must be a number above 0)");
            }
        });
    }

    public static void main(String[] args) {
        System.exit(Job.execute(new ComparePatterns(), args));
    }
}

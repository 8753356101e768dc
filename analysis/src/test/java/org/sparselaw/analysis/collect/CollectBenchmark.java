package org.sparselaw.analysis.collect;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.analysis.CollectRuns;
import org.sparselaw.config.Config;
import org.sparselaw.job.SparkJobs;

/**
 * How fast steps become a run table, beside DuckDB on the same Parquet files, and how the time grows with the number of run
 * directories. Fails when the floor of either is missed. Started by {@code analysis/benchmark-collect}.
 */
final class CollectBenchmark {
    /** DuckDB's time over ours at the least. */
    private static final double SLOWEST = 3;

    /** How much longer a run may take among ten times as many. */
    private static final double GROWTH = 1.25;

    private static final int REPETITIONS = 3;

    private final SparkSession spark = SparkJobs.session("collect-benchmark");
    private final Path folder;

    private CollectBenchmark(Path folder) {
        this.folder = folder;
    }

    /** Arguments: the folder of {@link CollectData}, then the numbers of run directories, rising. */
    public static void main(String[] args) throws Exception {
        CollectBenchmark benchmark = new CollectBenchmark(Path.of(args[0]));
        boolean fast = benchmark.besideDuckDb();
        boolean linear = benchmark.growth(Arrays.copyOfRange(args, 1, args.length));
        System.exit(fast && linear ? 0 : 1);
    }

    private boolean besideDuckDb() throws Exception {
        String steps = folder.resolve("steps").toString();
        Map<String, Double> theirs = new HashMap<>();
        double plain;
        long rows;
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute("set threads = 2");
            rows = (long) number(statement, "select count(*) from read_parquet('" + steps + "/**/*.parquet')");
            plain = report(
                    "DuckDB, steps as if none were written twice", rows, () -> losses(statement, """
                    select run, arg_max(validationLoss, step), arg_max(loss, step), max(step)
                    from read_parquet('%s/**/*.parquet') group by run""".formatted(steps)));
            report("DuckDB, the last written of a step", rows, () -> {
                theirs.putAll(losses(statement, """
                        select run,
                            arg_max(validationLoss, 2 * step + file), arg_max(loss, 2 * step + file), max(step)
                        from (select *, 0 as file from read_parquet('%1$s/*.parquet')
                            union all select *, 1 as file from read_parquet('%1$s/resumed/*.parquet'))
                        group by run""".formatted(steps)));
                return theirs;
            });
        }
        boolean fast = true;
        for (String policy : List.of("last", "mean", "minimum")) {
            Map<String, Double> ours = new HashMap<>();
            double seconds = report("collect-runs, policy " + policy, rows, () -> {
                Collected collected = CollectRuns.run(spark, tables(policy));
                collected.runs().forEach(run -> ours.put(run.runId(), run.loss()));
                return collected;
            });
            if (policy.equals("last")) {
                fast = seconds <= SLOWEST * plain;
                System.out.printf(
                        Locale.ROOT,
                        "policy last: %.2f times DuckDB's faster time (at most %.0f allowed); losses equal: %s%n",
                        seconds / plain,
                        SLOWEST,
                        ours.equals(theirs));
                fast &= ours.equals(theirs);
            }
        }
        return fast;
    }

    private CollectConfig tables(String policy) {
        return Config.parse(CollectConfig.class, "benchmark", """
                runs: %1$s/runs.parquet
                columns: {run: run, sparsity: sparsity, non-zeros: non_zeros, data: data, steps: steps}
                steps: {path: %1$s/steps, format: parquet, columns: {training-loss: loss}}
                loss: {policy: %2$s}
                output: %1$s/out.parquet
                """.formatted(folder, policy), List.of());
    }

    private boolean growth(String[] sizes) throws Exception {
        List<Double> perRun = new ArrayList<>();
        for (String size : sizes) {
            CollectConfig config =
                    Config.parse(CollectConfig.class, "benchmark", """
                    folders: [%1$s/folders/%2$s]
                    output: %1$s/out.parquet
                    """.formatted(folder, size), List.of());
            int runs = Integer.parseInt(size);
            perRun.add(report("collect-runs, " + size + " run directories", runs, () -> CollectRuns.run(spark, config))
                    / runs);
        }
        double growth = perRun.get(perRun.size() - 1) / perRun.get(0);
        System.out.printf(
                Locale.ROOT,
                "a run takes %.2f times as long among %s as among %s (at most %.2f allowed)%n",
                growth,
                sizes[sizes.length - 1],
                sizes[0],
                GROWTH);
        return growth <= GROWTH;
    }

    /** Seconds, the median of some repetitions after one that warms up. */
    private static double report(String what, long units, Callable<?> work) throws Exception {
        double[] seconds = new double[REPETITIONS];
        for (int i = -1; i < REPETITIONS; i++) {
            long start = System.nanoTime();
            work.call();
            if (i >= 0) {
                seconds[i] = (System.nanoTime() - start) / 1e9;
            }
        }
        Arrays.sort(seconds);
        double median = seconds[REPETITIONS / 2];
        System.out.printf(
                Locale.ROOT,
                "%-50s %,13d in %6.2f s (%.2f to %.2f): %,.0f a second%n",
                what,
                units,
                median,
                seconds[0],
                seconds[REPETITIONS - 1],
                units / median);
        return median;
    }

    private static Map<String, Double> losses(Statement statement, String query) throws SQLException {
        Map<String, Double> losses = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                losses.put(rows.getString(1), rows.getDouble(2));
            }
        }
        return losses;
    }

    private static double number(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getDouble(1);
        }
    }
}

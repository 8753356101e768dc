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
import java.util.TreeMap;
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
    /** Our time over DuckDB's at the most. */
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
        System.out.printf(
                Locale.ROOT,
                "%d cores, heap %d MB; seconds are medians of %d after one that warms up (least to most)%n",
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20,
                REPETITIONS);
        boolean fast = benchmark.besideDuckDb();
        boolean linear = benchmark.growth(Arrays.copyOfRange(args, 1, args.length));
        System.exit(fast && linear ? 0 : 1);
    }

    private boolean besideDuckDb() throws Exception {
        String pattern = "'" + folder.resolve("steps") + "/**/*.parquet'";
        String files = "read_parquet(" + pattern + ")";
        String named = "read_parquet(" + pattern + ", filename = true)";
        Map<String, Map<String, Double>> theirs;
        double fastest;
        long rows;
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute("set threads = 2");
            rows = count(statement, "select count(*) from " + files);
            double plain = report(
                    "DuckDB, steps as if none were written twice", rows, () -> drain(statement, """
                    select run, arg_max(validationLoss, step), arg_max(loss, step), max(step)
                    from %s group by run""".formatted(files)));
            double rule =
                    report("DuckDB, the last written of a step", rows, () -> drain(statement, """
                    select run, arg_max(validationLoss, 2 * step + resumed), arg_max(loss, 2 * step + resumed), max(step)
                    from (select *, (filename like '%%/resumed/%%')::int as resumed from %s) group by run""".formatted(named)));
            fastest = Math.min(plain, rule);
            theirs = losses(statement, named);
        }
        boolean fast = true;
        for (String policy : theirs.keySet()) {
            Map<String, Double> ours = new HashMap<>();
            double seconds = report("collect-runs, loss " + policy, rows, () -> {
                Collected collected = CollectRuns.run(spark, tables(policy));
                collected.runs().forEach(run -> ours.put(run.runId(), run.loss()));
                return collected;
            });
            boolean equal = ours.equals(theirs.get(policy));
            System.out.printf(
                    Locale.ROOT,
                    "  %.2f times DuckDB's faster time (at most %.0f allowed); the losses of all %,d runs equal DuckDB's: %s%n",
                    seconds / fastest,
                    SLOWEST,
                    ours.size(),
                    equal);
            fast &= equal && seconds <= SLOWEST * fastest;
        }
        return fast;
    }

    /** The final loss of every run by every policy, from validated steps of which each counts as it was written last. */
    private static Map<String, Map<String, Double>> losses(Statement statement, String files) throws SQLException {
        Map<String, Map<String, Double>> losses = new TreeMap<>();
        List.of("last", "mean", "minimum").forEach(policy -> losses.put(policy, new HashMap<>()));
        try (ResultSet runs = statement.executeQuery("""
                select run, array_reverse(arg_max(loss, step, 10)), min(loss) from (
                    select run, step, arg_max(validationLoss, filename) as loss
                    from %s where validationLoss is not null group by run, step)
                group by run""".formatted(files))) {
            while (runs.next()) {
                Object[] last = (Object[]) runs.getArray(2).getArray();
                double sum = 0;
                for (Object loss : last) {
                    sum += (Double) loss;
                }
                losses.get("last").put(runs.getString(1), (Double) last[last.length - 1]);
                losses.get("mean").put(runs.getString(1), sum / last.length);
                losses.get("minimum").put(runs.getString(1), runs.getDouble(3));
            }
        }
        return losses;
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

    private static int drain(Statement statement, String query) throws SQLException {
        int runs = 0;
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                runs += rows.getDouble(2) > 0 ? 1 : 0;
            }
        }
        return runs;
    }

    private static long count(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}

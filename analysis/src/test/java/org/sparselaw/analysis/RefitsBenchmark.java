package org.sparselaw.analysis;

import java.nio.file.Path;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.analysis.fit.FitObjective;
import org.sparselaw.analysis.fit.LawFit;
import org.sparselaw.analysis.fit.Tables;
import org.sparselaw.analysis.intervals.IntervalSettings;
import org.sparselaw.analysis.intervals.ResampleMethod;
import org.sparselaw.analysis.intervals.Uncertainty;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.law.Residual;
import org.sparselaw.analysis.runs.RunTable;

/**
 * Seconds for bootstrap fits of the published T5/C4 table as Spark tasks, by number of fits and of cores, as fit-law makes them;
 * the last part of {@code analysis/benchmark-fit}. Bars: time linear in the number of fits, 1.7 times as fast on two cores. Ends
 * with 1 when one falls.
 */
final class RefitsBenchmark {
    private static final int WARM_UP = 2_000;
    private static final int FEW = 2_500;
    private static final int MANY = 10_000;

    private RefitsBenchmark() {}

    /** @param arguments the folder of the tables */
    public static void main(String[] arguments) throws Exception {
        RunTable table = Tables.t5(Path.of(arguments[0], "t5-data.csv"));
        FittedLaw law = LawFit.fit(table, new FitObjective(Residual.LOG, 1e-3));
        double[] few = new double[2];
        double[] many = new double[2];
        for (int cores = 1; cores <= 2; cores++) {
            SparkSession spark = SparkSession.builder()
                    .master("local[" + cores + "]")
                    .config("spark.ui.enabled", false)
                    .config("spark.driver.host", "127.0.0.1")
                    .getOrCreate();
            seconds(spark, law, table, WARM_UP);
            few[cores - 1] = seconds(spark, law, table, FEW);
            many[cores - 1] = seconds(spark, law, table, MANY);
            spark.stop();
            System.out.printf(
                    Locale.ROOT,
                    "as Spark tasks on local[%d]: %d fits in %.2f s, %d in %.2f s%n",
                    cores,
                    FEW,
                    few[cores - 1],
                    MANY,
                    many[cores - 1]);
        }
        boolean linear = bar("times the speed with 4 times as many fits", 4 * few[0] / many[0], 0.85);
        boolean scales = bar("times as fast on two cores", many[0] / many[1], 1.7);
        System.exit(linear && scales ? 0 : 1);
    }

    private static double seconds(SparkSession spark, FittedLaw law, RunTable table, int fits) {
        IntervalSettings settings = new IntervalSettings(ResampleMethod.RESIDUAL, fits, false, 0.95, 1, 2);
        long start = System.nanoTime();
        FittedLaw measured =
                Uncertainty.measured(law, table, settings, refits -> SparkRefits.coefficients(spark, refits));
        double seconds = (System.nanoTime() - start) / 1e9;
        int came = measured.resamples().orElseThrow().coefficients().size();
        if (came != fits) {
            throw new IllegalStateException(came + " resamples came back, not " + fits);
        }
        return seconds;
    }

    private static boolean bar(String what, double value, double least) {
        boolean holds = value >= least;
        System.out.printf(Locale.ROOT, "  %s %.3g %s (bar %.3g)%n", holds ? "holds:" : "FALLEN:", value, what, least);
        return holds;
    }
}

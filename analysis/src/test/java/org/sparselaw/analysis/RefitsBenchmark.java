package org.sparselaw.analysis;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
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
 * Seconds for bootstrap fits of the published T5/C4 table on Spark, by number of fits and of cores; takes about a minute.
 *
 * <pre>
 * mvn -q package -DskipTests
 * SPARSELAW_SHARED=shared java @conf/jvm.options \
 *     -cp analysis/target/test-classes:$(cat training/target/local.classpath) \
 *     org.sparselaw.analysis.RefitsBenchmark
 * </pre>
 */
final class RefitsBenchmark {
    private static final int[] FITS = {2_500, 5_000, 10_000};

    private RefitsBenchmark() {}

    public static void main(String[] args) throws IOException {
        RunTable table = Tables.publishedT5();
        FittedLaw law = LawFit.fit(table, new FitObjective(Residual.LOG, 1e-3));
        for (int cores = 1; cores <= 2; cores++) {
            SparkSession spark = SparkSession.builder()
                    .master("local[" + cores + "]")
                    .config("spark.ui.enabled", false)
                    .config("spark.driver.host", "127.0.0.1")
                    .getOrCreate();
            seconds(spark, law, table, FITS[0]);
            for (int fits : FITS) {
                System.out.printf(
                        Locale.ROOT, "%d cores, %d fits: %.2f s%n", cores, fits, seconds(spark, law, table, fits));
            }
            spark.stop();
        }
    }

    private static double seconds(SparkSession spark, FittedLaw law, RunTable table, int fits) {
        IntervalSettings settings = new IntervalSettings(ResampleMethod.PAIR, fits, false, 0.95, 1, 2);
        long start = System.nanoTime();
        Optional<?> resamples = Uncertainty.measured(
                        law, table, settings, refits -> SparkRefits.coefficients(spark, refits))
                .resamples();
        if (resamples.isEmpty()) {
            throw new IllegalStateException("No resamples came back");
        }
        return (System.nanoTime() - start) / 1e9;
    }
}

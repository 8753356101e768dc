package org.sparselaw.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.analysis.intervals.Refits;

/**
 * Fits by the thousand as Spark tasks. The run table travels in the closure, a task fits a range of indices, and nothing but
 * coefficients travels back, in the order of the indices.
 */
final class SparkRefits {
    /** Enough that no core idles long at the end, and few enough that a task is long beside its start. */
    private static final int BATCHES_PER_CORE = 4;

    private SparkRefits() {}

    static List<double[]> coefficients(SparkSession spark, Refits refits) {
        int count = refits.count();
        if (count == 0) {
            return List.of();
        }
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        int batches = Math.min(count, BATCHES_PER_CORE * context.defaultParallelism());
        List<Integer> numbers = IntStream.range(0, batches).boxed().toList();
        return context
                .parallelize(numbers, batches)
                .map(batch -> fit(refits, share(batch, batches, count), share(batch + 1, batches, count)))
                .collect()
                .stream()
                .flatMap(Arrays::stream)
                .toList();
    }

    private static int share(int batch, int batches, int count) {
        return (int) ((long) batch * count / batches);
    }

    private static double[][] fit(Refits refits, int from, int to) {
        IntFunction<double[]> fits = refits.open();
        return IntStream.range(from, to).mapToObj(fits).toArray(double[][]::new);
    }
}

package org.sparselaw.analysis.intervals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.sparselaw.analysis.intervals.Coverage.Outcome;

/**
 * How often the 95 % intervals of random laws contain the truth, for three grids of runs and three levels of noise: the
 * coverage table of the module's README, in Markdown.
 *
 * <pre>
 * mvn -q package -DskipTests
 * java -cp analysis/target/test-classes:$(cat training/target/local.classpath) \
 *     org.sparselaw.analysis.intervals.CoverageBenchmark residual 600 199
 * </pre>
 *
 * The arguments are the method, laws and resamples a law; {@code small 0.03} after them asks for one cell alone. Takes about 30
 * minutes of one core as written, and uses all cores: {@code -Djava.util.concurrent.ForkJoinPool.common.parallelism=1} keeps
 * some free.
 */
final class CoverageBenchmark {
    private static final double[] NOISE = {0.003, 0.01, 0.03};

    private CoverageBenchmark() {}

    public static void main(String[] args) {
        IntervalRule rule = IntervalRule.valueOf(args[0].toUpperCase(Locale.ROOT));
        int laws = Integer.parseInt(args[1]);
        int resamples = Integer.parseInt(args[2]);
        List<Outcome[]> all = new ArrayList<>();
        List<String> quantities =
                Coverage.quantities(StudyGrid.T5).stream().map(Quantity::name).toList();
        System.out.println("| runs | noise | " + String.join(" | ", quantities) + " | mean |");
        System.out.println("|---|---|" + "---|".repeat(quantities.size() + 1));
        for (StudyGrid grid : StudyGrid.ALL) {
            for (double noise : NOISE) {
                if (args.length > 3 && !(grid.name().equals(args[3]) && noise == Double.parseDouble(args[4]))) {
                    continue;
                }
                Outcome[][] cell = new Coverage(grid, noise, rule, resamples).outcomes(laws);
                print(grid.name() + " | " + 100 * noise + " %", cell);
                all.addAll(Arrays.asList(cell));
            }
        }
        print("all | ", all.toArray(Outcome[][]::new));
    }

    private static void print(String name, Outcome[][] cell) {
        StringBuilder covered = new StringBuilder("| " + name + " |");
        StringBuilder errors = new StringBuilder("| | median error |");
        double sum = 0;
        for (int k = 0; k < cell[0].length; k++) {
            double share = Coverage.covered(cell, k);
            sum += share;
            covered.append(String.format(Locale.ROOT, " %.1f |", 100 * share));
            errors.append(String.format(Locale.ROOT, " %.3f |", Coverage.medianError(cell, k)));
        }
        System.out.printf(Locale.ROOT, "%s %.1f |%n%s |%n", covered, 100 * sum / cell[0].length, errors);
    }
}

package org.sparselaw.analysis.collect;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.config.Default;
import org.sparselaw.config.Range;

/**
 * Which finished runs are marked as outlying; the section {@code outliers} of a configuration.
 *
 * <p>In every law here the loss is a term of the model (S and N) plus a term of the data D, so the losses of a grid form a
 * two-way table, models by amounts of data, that is additive but for noise. {@link MedianPolish} fits such a table and is not
 * moved by a few bad values. A run is marked when its residual, relative to the fitted loss, is beyond {@code factor} times
 * the upper quartile of the sizes of all residuals in its table, and beyond {@code smallest}. (Not the median: a polish makes
 * a residual of every odd row 0, a third of a grid with three amounts of data.) Runs are judged only where their row (one
 * model on several amounts of data, or with several seeds) and their column have three: of two that disagree, nobody knows
 * which is off. Tables are apart by study, family and unit of data.
 *
 * @param factor at 8, Gaussian noise is left alone: in simulated grids the quartile is .93 of its standard deviation
 * @param smallest residual that is worth a mark
 */
public record OutlierRule(
        @Default("8") @Range("[1, inf)") double factor,
        @Default(".02") @Range("(0, inf)") double smallest) {

    public static final OutlierRule DEFAULT = new OutlierRule(8, .02);

    /** The runs in their order, the outlying ones marked with the reason. */
    public List<Run> mark(List<Run> runs) {
        Map<String, Double> outlying = new HashMap<>();
        runs.stream()
                .filter(run -> run.status() == Status.FINISHED)
                .collect(Collectors.groupingBy(
                        run -> run.study() + "\n" + run.family() + "\n" + run.dataUnit(),
                        TreeMap::new,
                        Collectors.toList()))
                .values()
                .forEach(table -> judge(table, outlying));
        return runs.stream()
                .map(run -> outlying.containsKey(run.runId()) ? marked(run, outlying.get(run.runId())) : run)
                .toList();
    }

    private void judge(List<Run> table, Map<String, Double> outlying) {
        MedianPolish polish = new MedianPolish();
        for (Run run : table) {
            String model = run.pattern() + "\n" + run.strategy() + "\n" + run.sparsity() + "\n" + run.nonZeros();
            polish.add(model, String.valueOf(run.data()), run.loss());
        }
        double[] residuals = polish.residuals();
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] /= table.get(i).loss() - residuals[i];
        }
        double bound = Math.max(smallest, factor * upperQuartile(residuals));
        for (int i = 0; i < residuals.length; i++) {
            if (Math.abs(residuals[i]) > bound) {
                outlying.put(table.get(i).runId(), residuals[i]);
            }
        }
    }

    /** Of the sizes of those that were judged. */
    private static double upperQuartile(double[] residuals) {
        double[] sizes = Arrays.stream(residuals)
                .filter(r -> !Double.isNaN(r))
                .map(Math::abs)
                .sorted()
                .toArray();
        return sizes.length == 0 ? 0 : sizes[(sizes.length - 1) * 3 / 4];
    }

    private static Run marked(Run run, double residual) {
        return run.outlying(String.format(
                Locale.ROOT,
                "its loss is %+.1f %% off what its model and its data have in other runs",
                100 * residual));
    }
}

package org.sparselaw.analysis.report;

import static org.sparselaw.analysis.report.FitTables.range;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.sparselaw.analysis.law.FittedLaw.Range;

/** The numbers of several laws side by side, as HTML. */
final class ComparisonTables {
    /** Sizes and budgets of the grid of optimal sparsities. */
    private static final int STEPS = 3;

    private static final List<Double> SPARSITIES = List.of(0.5, 0.75, 0.875);

    private final Comparison comparison;

    ComparisonTables(Comparison comparison) {
        this.comparison = comparison;
    }

    String coefficients() {
        HtmlTable table = new HtmlTable("facts", "Coefficients").heading(lawsWithIntervals("coefficient"));
        List<String> names =
                List.copyOf(comparison.laws().get(0).law().coefficients().keySet());
        for (int i = 0; i < names.size(); i++) {
            int index = i;
            String name = names.get(i);
            table.row(
                    Html.coefficient(name),
                    each(fit -> List.of(
                            Numbers.significant(fit.law().coefficients().get(name), 5),
                            range(
                                    fit.law().interval(values -> values[index], Fit.CONFIDENCE),
                                    v -> Numbers.significant(v, 4)))));
        }
        return table.html();
    }

    String effectiveSizes() {
        HtmlTable table = new HtmlTable("facts", "Effective sizes").heading(lawsWithIntervals("sparsity"));
        for (double s : SPARSITIES) {
            table.row(
                    Numbers.exact(s),
                    each(fit -> List.of(
                            Numbers.fixed(fit.optimum().effectiveDenseSize(s), 3) + " <var>N</var>",
                            range(fit.effectiveSizeInterval(s), v -> Numbers.fixed(v, 3)))));
        }
        return table.html();
    }

    String quality() {
        List<String> heading = new ArrayList<>(List.of(""));
        comparison.names().forEach(name -> heading.add(Html.escape(name)));
        HtmlTable table = new HtmlTable("facts", "Quality of the fits").heading(heading.toArray(String[]::new));
        Map<String, Function<Fit, String>> facts = new LinkedHashMap<>();
        facts.put("Runs fitted", f -> Integer.toString(f.law().used()));
        facts.put(
                "N of the runs",
                f -> Numbers.count(f.law().ranges().nonZeros().low()) + " to "
                        + Numbers.count(f.law().ranges().nonZeros().high()));
        facts.put(
                "D of the runs",
                f -> Numbers.count(f.law().ranges().data().low()) + " to "
                        + Numbers.count(f.law().ranges().data().high()));
        facts.put("<i>R</i>² of the loss", f -> Numbers.fixed(f.law().quality().rSquared(), 4));
        facts.put(
                "Root mean square relative error",
                f -> Numbers.percent(f.law().quality().rmsRelativeError()));
        facts.put(
                "Largest relative error", f -> Numbers.percent(f.law().quality().maxRelativeError()));
        facts.put(
                "Not determined",
                f -> f.law().degenerate().isEmpty()
                        ? "–"
                        : String.join(
                                ", ",
                                f.law().degenerate().stream()
                                        .map(d -> Html.coefficient(d.coefficient()))
                                        .distinct()
                                        .toList()));
        facts.put(
                "Digest of the runs",
                f -> "<code>" + Html.escape(f.law().runTable().substring(0, 12)) + "</code>");
        facts.forEach((label, fact) -> table.row(label, each(fit -> List.of(fact.apply(fit)))));
        return table.html();
    }

    /** S_opt of every law for sizes and budgets that all of them cover, and the difference from the first. */
    String sparsities() {
        List<Double> sizes = geometric(comparison.nonZeros());
        List<Double> amounts = geometric(comparison.data());
        List<String> heading = new ArrayList<>(List.of("N", "budget, as D of a dense model"));
        for (int law = 0; law < comparison.names().size(); law++) {
            heading.add(Html.escape(comparison.names().get(law)));
            heading.add(Fit.PERCENT);
            if (law > 0) {
                heading.add("difference");
                heading.add(Fit.PERCENT);
            }
        }
        HtmlTable table = new HtmlTable("facts", "Optimal sparsities").heading(heading.toArray(String[]::new));
        for (double n : sizes) {
            for (double d : amounts) {
                table.row(Numbers.count(n), sparsities(n, d));
            }
        }
        return table.html();
    }

    private List<String> sparsities(double n, double d) {
        double flop = comparison.laws().get(0).cost().flop(0, n, d);
        List<String> cells = new ArrayList<>(List.of(Numbers.count(d)));
        for (int law = 0; law < comparison.laws().size(); law++) {
            Fit fit = comparison.laws().get(law);
            cells.add(Numbers.fixed(fit.optimum().sparsity(n, flop), 3));
            cells.add(range(fit.sparsityInterval(n, flop), v -> Numbers.fixed(v, 2)));
            if (law > 0) {
                Optional<Range> interval = comparison.sparsityDifferenceInterval(law, n, flop);
                cells.add("<b>" + Numbers.signed(comparison.sparsityDifference(law, n, flop), 3) + "</b>");
                cells.add(range(interval, v -> Numbers.signed(v, 2)));
            }
        }
        return cells;
    }

    private String[] lawsWithIntervals(String first) {
        List<String> heading = new ArrayList<>(List.of(first));
        comparison.names().forEach(name -> heading.addAll(List.of(Html.escape(name), Fit.PERCENT + " interval")));
        return heading.toArray(String[]::new);
    }

    private List<String> each(Function<Fit, List<String>> cells) {
        return comparison.laws().stream().map(cells).flatMap(List::stream).toList();
    }

    private static List<Double> geometric(Range range) {
        return DoubleStream.iterate(0, i -> i + 1)
                .limit(STEPS)
                .map(i -> range.low() * StrictMath.pow(range.high() / range.low(), i / (STEPS - 1)))
                .boxed()
                .toList();
    }
}

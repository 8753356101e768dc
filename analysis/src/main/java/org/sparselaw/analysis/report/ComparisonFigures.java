package org.sparselaw.analysis.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sparselaw.analysis.law.FittedLaw.Range;
import org.sparselaw.analysis.report.ContourFrame.Point;

/** The figures of several laws: a colour for each law. */
final class ComparisonFigures {
    /** Sparsities whose contours may be drawn, the most telling first. */
    private static final List<Double> LEVELS = List.of(0.5, 0.75, 0.875, 0.25, 0.0, 0.9375);

    /** Sparsities drawn: each has a kind of line of its own. */
    private static final int DRAWN = 3;

    private static final int STEPS = 40;

    private final Comparison comparison;

    ComparisonFigures(Comparison comparison) {
        this.comparison = comparison;
    }

    private record Contour(String law, String sparsity, double nonZeros, double budget) {}

    private record Band(String law, String sparsity, double nonZeros, double low, double high) {}

    private record Size(String law, double width, double sparsity, double size, Double low, Double high) {}

    Figure contours() {
        ContourFrame frame = ContourFrame.around(comparison.laws());
        List<Double> drawn = LEVELS.stream()
                .filter(s -> comparison.laws().stream()
                        .anyMatch(law -> !frame.contour(law, s).isEmpty()))
                .limit(DRAWN)
                .sorted()
                .toList();
        List<Contour> contours = new ArrayList<>();
        List<Band> bands = new ArrayList<>();
        for (int i = 0; i < comparison.laws().size(); i++) {
            Fit law = comparison.laws().get(i);
            String name = comparison.names().get(i);
            for (double s : drawn) {
                String sparsity = Numbers.exact(s);
                for (Point p : frame.contour(law, s)) {
                    contours.add(new Contour(name, sparsity, p.nonZeros(), p.budget()));
                }
                frame.band(law, s)
                        .map(b -> new Band(name, sparsity, b.nonZeros(), b.low(), b.high()))
                        .forEach(bands::add);
            }
        }
        List<String> named = drawn.stream().map(Numbers::exact).toList();
        return Figure.of(
                "laws-contours",
                Map.of(
                        "laws", comparison.names(),
                        "colours", Palette.laws(comparison.names().size()),
                        "drawn", named,
                        "sizes", List.of(frame.left(), frame.right()),
                        "sizeTicks", Ticks.logarithmic(frame.left(), frame.right()),
                        "budgets", List.of(frame.bottom(), frame.top()),
                        "budgetTicks", Ticks.logarithmic(frame.bottom(), frame.top())),
                Map.of("contours", contours, "bands", bands),
                "Lines of equal optimal sparsity over non-zero parameters and training budget, S = "
                        + String.join(", ", named) + ", for the laws " + String.join(" and ", comparison.names()) + ".",
                "Along a line of a law, the sparsity of this kind of line is optimal." + bands());
    }

    Figure effectiveSizes() {
        double sparsest = comparison.laws().stream()
                .mapToDouble(f -> f.law().ranges().sparsity().high())
                .max()
                .orElseThrow();
        double halvings = -StrictMath.log(1 - sparsest) / StrictMath.log(2);
        List<Size> sizes = new ArrayList<>();
        for (int i = 0; i < comparison.laws().size(); i++) {
            for (int step = 0; step <= STEPS; step++) {
                double s = 1 - StrictMath.pow(0.5, halvings * step / STEPS);
                sizes.add(size(comparison.names().get(i), comparison.laws().get(i), s));
            }
        }
        double widest = StrictMath.pow(2, halvings);
        return Figure.of(
                "laws-effective-sizes",
                Map.of(
                        "laws", comparison.names(),
                        "colours", Palette.laws(comparison.names().size()),
                        "widths", List.of(1, widest),
                        "widthTicks", Ticks.halvings(widest)),
                Map.of("sizes", sizes),
                "Size of a dense model with the same loss, relative to the non-zero parameters of a sparse one, by sparsity: "
                        + comparison.names().stream()
                                .map(name -> last(sizes, name))
                                .collect(Collectors.joining(", ")) + ".",
                "A dense model trained on as much data would need this many times N parameters for the same loss."
                        + bands());
    }

    private String bands() {
        return comparison.laws().stream()
                .map(law -> law.bands(""))
                .max(String::compareTo)
                .orElse("");
    }

    private static String last(List<Size> sizes, String name) {
        Size last = sizes.stream()
                .filter(s -> s.law.equals(name))
                .reduce((a, b) -> b)
                .orElseThrow();
        return name + " " + Numbers.fixed(last.size, 2) + " at S = " + Numbers.exact(last.sparsity);
    }

    private static Size size(String name, Fit law, double s) {
        Optional<Range> interval = law.effectiveSizeInterval(s);
        return new Size(
                name,
                1 / (1 - s),
                s,
                law.optimum().effectiveDenseSize(s),
                interval.map(Range::low).filter(Double::isFinite).orElse(null),
                interval.map(Range::high).filter(Double::isFinite).orElse(null));
    }
}

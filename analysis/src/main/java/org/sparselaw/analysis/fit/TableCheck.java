package org.sparselaw.analysis.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.sparselaw.analysis.law.Base.Variable;
import org.sparselaw.analysis.law.Exponent;
import org.sparselaw.analysis.law.Law;
import org.sparselaw.analysis.runs.LeftOut;
import org.sparselaw.analysis.runs.Observation;
import org.sparselaw.analysis.runs.RunTable;
import org.sparselaw.job.DataException;

/** Says of a table that no law can be fitted to what it lacks, and for which coefficients. */
final class TableCheck {
    private static final int REASONS_SHOWN = 3;

    private final Law law;
    private final List<Observation> observations;
    private final Levels levels;
    private final List<String> problems = new ArrayList<>();

    private TableCheck(Law law, List<Observation> observations, Levels levels) {
        this.law = law;
        this.observations = observations;
        this.levels = levels;
    }

    /** @throws DataException with all that is missing, on one line */
    static void require(Law law, RunTable table, Levels levels) {
        TableCheck check = new TableCheck(law, table.observations(), levels);
        check.count();
        if (!table.observations().isEmpty()) {
            law.exponents().forEach(check::levels);
            check.losses();
        }
        if (!check.problems.isEmpty()) {
            throw new DataException(String.join("; ", check.problems) + leftOut(table.leftOut()));
        }
    }

    private void count() {
        int needed = law.coefficients().size();
        if (observations.size() < needed) {
            problems.add(runs() + " can be fitted; the " + needed + " coefficients of the " + law.name()
                    + " law need at least " + needed + " runs");
        }
    }

    private void levels(Exponent exponent) {
        Variable variable = exponent.base().variable();
        List<Levels.Level> of = levels.of(variable);
        if (of.size() == 1 && observations.size() > 1) {
            problems.add(String.format(
                    Locale.ROOT,
                    "all %d runs have %s = %s: %s, %s cannot be determined; at least two %s are needed, and three for %s",
                    observations.size(),
                    variable,
                    String.format(
                            Locale.ROOT,
                            variable == Variable.S ? "%.3f" : "%.3g",
                            of.get(0).value()),
                    exponent.name(),
                    String.join(", ", law.confounded(exponent)),
                    word(variable),
                    exponent.name()));
        }
    }

    private void losses() {
        double first = observations.get(0).loss();
        if (observations.size() > 1 && observations.stream().allMatch(o -> o.loss() == first)) {
            problems.add("all " + observations.size() + " runs have the loss " + first + ": nothing but c = " + first
                    + " can be determined");
        }
    }

    private String runs() {
        return observations.size() == 1 ? "1 run" : (observations.isEmpty() ? "no run" : observations.size() + " runs");
    }

    private static String word(Variable variable) {
        return switch (variable) {
            case S -> "sparsities";
            case N -> "sizes";
            case D -> "amounts of data";
        };
    }

    /** The most frequent kinds of reasons for which rows were left out, each with its first row. */
    private static String leftOut(List<LeftOut> rows) {
        if (rows.isEmpty()) {
            return "";
        }
        Map<String, List<LeftOut>> byKind =
                rows.stream().collect(Collectors.groupingBy(LeftOut::kind, LinkedHashMap::new, Collectors.toList()));
        String reasons = byKind.entrySet().stream()
                .sorted(Comparator.comparingInt(e -> -e.getValue().size()))
                .limit(REASONS_SHOWN)
                .map(e -> e.getValue().get(0).reason() + " (" + e.getValue().size() + ", first "
                        + e.getValue().get(0).run() + ")")
                .collect(Collectors.joining("; "));
        return "; left out: " + reasons;
    }
}

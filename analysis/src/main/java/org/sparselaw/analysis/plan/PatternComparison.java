package org.sparselaw.analysis.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.sparselaw.analysis.law.FittedLaw;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.job.DataException;

/**
 * Patterns and strategies of sparsity side by side: what each is worth at each of its sparsities.
 *
 * @param worths by pattern, strategy and sparsity; dense runs first, whose effective size must come out at 1
 */
public record PatternComparison(List<PatternWorth> worths) implements Answer {
    /** Sparsities closer than this are one level, as the fit has it. */
    private static final double SAME_LEVEL = 0.005;

    /**
     * @param law whose dense part is the common measure
     * @param pretraining data that the dense model of a strategy was trained on before, by strategy; others had none
     * @throws DataException when there is nothing to compare
     */
    public static PatternComparison of(FittedLaw law, List<Run> runs, Map<String, Double> pretraining) {
        List<PatternWorth> worths = new ArrayList<>();
        for (List<Run> level : levels(runs)) {
            double before = pretraining.getOrDefault(level.get(0).strategy(), 0.0);
            worths.add(PatternWorth.of(law, level, before));
        }
        if (worths.stream().noneMatch(w -> w.sparsity() > 0)) {
            throw new DataException("The run table has no finished sparse run, so there is nothing to compare");
        }
        return new PatternComparison(List.copyOf(worths));
    }

    private static List<List<Run>> levels(List<Run> runs) {
        Map<String, List<Run>> groups = new TreeMap<>();
        for (Run run : runs) {
            if (run.status() == Status.FINISHED) {
                String group = run.sparsity() == 0 ? "" : run.pattern() + " " + run.strategy();
                groups.computeIfAbsent(group, name -> new ArrayList<>()).add(run);
            }
        }
        List<List<Run>> levels = new ArrayList<>();
        for (List<Run> group : groups.values()) {
            group.sort(Comparator.comparingDouble(Run::sparsity).thenComparing(Run::runId));
            List<Run> level = List.of();
            for (Run run : group) {
                if (level.isEmpty() || run.sparsity() > level.get(0).sparsity() + SAME_LEVEL) {
                    level = new ArrayList<>();
                    levels.add(level);
                }
                level.add(run);
            }
        }
        return levels;
    }

    @Override
    public String text() {
        boolean pretrained =
                worths.stream().anyMatch(w -> w.costWithPretraining().isPresent());
        StringBuilder text =
                new StringBuilder("At equal loss and data a model is as good as a dense one of so many times"
                        + " its non-zeros, and its training costs so many times that one's\n");
        text.append(String.format(
                Locale.ROOT,
                "%-14s %-14s %7s %5s  %-24s %-24s%s%n",
                "pattern",
                "strategy",
                "S",
                "runs",
                "dense size",
                "training cost",
                pretrained ? " with pretraining" : ""));
        for (PatternWorth worth : worths) {
            text.append(String.format(
                            Locale.ROOT,
                            "%-14s %-14s %7.4f %5d  %-24s %-24s %s",
                            worth.pattern(),
                            worth.strategy(),
                            worth.sparsity(),
                            worth.runs(),
                            worth.denseSize().text(),
                            worth.costOfDense().map(Estimate::text).orElse("not known"),
                            worth.costWithPretraining().map(Estimate::text).orElse(""))
                    .stripTrailing());
            text.append('\n');
        }
        return text.toString();
    }
}

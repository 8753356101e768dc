package org.sparselaw.analysis.collect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sparselaw.analysis.runs.LeftOut;
import org.sparselaw.analysis.runs.Run;
import org.sparselaw.analysis.runs.Status;
import org.sparselaw.job.DataException;

/**
 * What was found.
 *
 * @param runs in the order of their ids: the rows of the run table
 * @param leftOut what is there, but cannot be a row of a run table
 */
public record Collected(List<Run> runs, List<LeftOut> leftOut) {
    private static final int NAMED = 20;

    static Collected of(List<Run> found, List<LeftOut> leftOut) {
        List<Run> runs = found.stream().sorted(Comparator.comparing(Run::runId)).toList();
        for (int i = 1; i < runs.size(); i++) {
            if (runs.get(i).runId().equals(runs.get(i - 1).runId())) {
                throw new DataException("Run " + runs.get(i).runId()
                        + " is there more than once (must lie in one folder, or have one row)");
            }
        }
        if (runs.isEmpty()) {
            throw new DataException("There is no run in the sources"
                    + leftOut.stream()
                            .findFirst()
                            .map(left -> "; " + left.run() + ": " + left.reason())
                            .orElse(""));
        }
        return new Collected(runs, List.copyOf(leftOut));
    }

    /** How many runs have each status. */
    public Map<Status, Long> counts() {
        return runs.stream()
                .collect(Collectors.groupingBy(Run::status, () -> new EnumMap<>(Status.class), Collectors.counting()));
    }

    @Override
    public String toString() {
        String statuses = counts().entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey().word())
                .collect(Collectors.joining(", "));
        return runs.size() + " runs: " + statuses + (leftOut.isEmpty() ? "" : "; " + leftOut.size() + " left out");
    }

    /** A line for each run that is marked and for whatever was left out; when there are many, for the first. */
    public List<String> remarks() {
        List<String> lines = new ArrayList<>();
        leftOut.forEach(left -> lines.add(left.run() + " is left out: " + left.reason()));
        runs.stream()
                .filter(run -> run.status() != Status.FINISHED)
                .forEach(run ->
                        lines.add("run " + run.runId() + " is " + run.status().word() + ": " + run.reason()));
        if (lines.size() <= NAMED) {
            return lines;
        }
        List<String> first = new ArrayList<>(lines.subList(0, NAMED));
        first.add("and " + (lines.size() - NAMED) + " more");
        return first;
    }
}

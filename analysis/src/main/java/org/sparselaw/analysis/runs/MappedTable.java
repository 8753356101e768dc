package org.sparselaw.analysis.runs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.job.UsageException;

/**
 * A run table of any origin read through a {@link ColumnMapping}: as observations, which is all that a law needs, or as runs.
 */
public final class MappedTable {
    private static final String UNKNOWN = "unknown";

    private final String path;
    private final ColumnMapping mapping;
    private final List<Row> rows;

    private MappedTable(String path, ColumnMapping mapping, List<Row> rows) {
        this.path = path;
        this.mapping = mapping;
        this.rows = rows;
    }

    public static MappedTable read(SparkSession spark, String path, TableFormat format, ColumnMapping mapping) {
        SourceTable source = SourceTable.open(spark, path, format, "run table", "columns");
        Map<String, String> texts = new LinkedHashMap<>();
        put(texts, "run", mapping.run());
        put(texts, "status", mapping.status());
        put(texts, "study", mapping.study());
        put(texts, "family", mapping.family());
        put(texts, "pattern", mapping.pattern());
        put(texts, "strategy", mapping.strategy());
        Map<String, String> numbers = new LinkedHashMap<>();
        numbers.put("sparsity", mapping.sparsity());
        numbers.put("non-zeros", mapping.nonZeros());
        numbers.put("data", mapping.data());
        put(numbers, "loss", mapping.loss());
        put(numbers, "steps", mapping.steps());
        put(numbers, "batch", mapping.batch());
        put(numbers, "seed", mapping.seed());
        return new MappedTable(path, mapping, source.collect(mapping.where(), texts, numbers));
    }

    private static void put(Map<String, String> expressions, String key, Optional<String> expression) {
        expression.ifPresent(e -> expressions.put(key, e));
    }

    /** Rows that can be fitted as observations, and the others left out with a reason. */
    RunTable observations(DataUnit unit) {
        if (mapping.loss().isEmpty()) {
            throw new UsageException("columns.loss: missing (must be an expression for the final validation loss)");
        }
        RunTableBuilder table = new RunTableBuilder();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            Status status = status(row).orElse(Status.FINISHED);
            if (status == Status.FINISHED) {
                table.pruned(
                        number(row, "sparsity"),
                        text(row, "pattern").orElse(UNKNOWN),
                        text(row, "strategy").orElse(UNKNOWN));
                table.add(
                        id(i),
                        number(row, "sparsity"),
                        number(row, "non-zeros"),
                        number(row, "data"),
                        number(row, "loss"));
            } else {
                table.leaveOut(id(i), LeftOut.reason(status, reason(row)));
            }
        }
        return table.build(unit);
    }

    /**
     * A row as a run.
     *
     * @param run without a loss; {@link Status#UNREADABLE} until its loss is known
     * @param status as the table has it, absent when it does not say
     * @param loss as the table has it, or null
     */
    public record MappedRun(Run run, Optional<Status> status, Double loss) {}

    /** What can be a run, as far as the table knows it; other rows are added to {@code leftOut} with the reason. */
    public List<MappedRun> runs(DataUnit unit, List<LeftOut> leftOut) {
        List<MappedRun> runs = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            Double sparsity = number(row, "sparsity");
            Double nonZeros = number(row, "non-zeros");
            Double data = number(row, "data");
            String problem = RunTableBuilder.problem(sparsity, nonZeros, data);
            if (problem == null) {
                runs.add(new MappedRun(
                        run(row, id(i), sparsity, nonZeros, data, unit), status(row), number(row, "loss")));
            } else {
                leftOut.add(new LeftOut(id(i), problem));
            }
        }
        return runs;
    }

    private Run run(Row row, String id, double sparsity, double nonZeros, double data, DataUnit unit) {
        Double batch = number(row, "batch");
        Double seed = number(row, "seed");
        Double steps = number(row, "steps");
        return new Run(
                id,
                text(row, "study").orElse(path.replaceAll(".*/", "")),
                text(row, "family").orElse(UNKNOWN),
                text(row, "pattern").orElse(UNKNOWN),
                text(row, "strategy").orElse(sparsity == 0 ? "dense" : UNKNOWN),
                sparsity,
                Math.round(nonZeros),
                null,
                Math.round(nonZeros / (1 - sparsity)),
                Math.round(data),
                unit,
                steps == null ? 0 : Math.round(steps),
                batch == null ? null : (Integer) (int) Math.round(batch),
                seed == null ? null : (Long) Math.round(seed),
                Status.UNREADABLE,
                reason(row),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private String id(int row) {
        return text(rows.get(row), "run").orElse("row " + (row + 1));
    }

    private static Optional<Status> status(Row row) {
        return text(row, "status").map(word -> switch (word.toLowerCase(Locale.ROOT)) {
            case "finished" -> Status.FINISHED;
            case "diverged" -> Status.DIVERGED;
            default -> Status.UNFINISHED;
        });
    }

    /** A status in the table's own word, where it is not one of ours. */
    private static String reason(Row row) {
        return status(row).equals(Optional.of(Status.UNFINISHED))
                ? "its status is '" + text(row, "status").orElseThrow() + "'"
                : null;
    }

    private static Optional<String> text(Row row, String key) {
        return List.of(row.schema().fieldNames()).contains(key)
                ? Optional.ofNullable(row.getAs(key))
                : Optional.empty();
    }

    private static Double number(Row row, String key) {
        return List.of(row.schema().fieldNames()).contains(key) ? row.getAs(key) : null;
    }
}

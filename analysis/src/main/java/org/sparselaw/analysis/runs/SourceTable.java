package org.sparselaw.analysis.runs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparselaw.analysis.runs.DataFiles.DataFile;
import org.sparselaw.job.DataException;
import org.sparselaw.job.UsageException;
import org.sparselaw.storage.Storage;

/** A CSV, JSON or Parquet table of any origin, read through expressions that are checked before they are used. */
public final class SourceTable {
    private static final String TEXT = "text of ";
    private static final String AS_TEXT = " as text";

    private final String path;
    private final String section;
    private final TableFormat format;
    private final List<DataFile> files;
    private final Dataset<Row> rows;

    private SourceTable(String path, String section, TableFormat format, List<DataFile> files, Dataset<Row> rows) {
        this.path = path;
        this.section = section;
        this.format = format;
        this.files = files;
        this.rows = rows;
    }

    /**
     * @param what the table holds, for the message when it is not there
     * @param section of the configuration that the expressions stand in
     */
    public static SourceTable open(SparkSession spark, String path, TableFormat format, String what, String section) {
        List<DataFile> files = DataFiles.list(path, what);
        boolean folder = files.size() > 1
                || !files.get(0).path().endsWith(Storage.of(path).name());
        TableFormat stored = format.of(folder ? files.get(0).path() : path);
        try {
            return new SourceTable(path, section, stored, files, flat(load(spark, path, stored, folder)));
        } catch (Exception e) {
            if (e instanceof SparkException || e instanceof AnalysisException) {
                throw new DataException(path + ": not readable as " + stored.name() + " (" + firstLine(e) + ")", e);
            }
            throw e;
        }
    }

    private static Dataset<Row> load(SparkSession spark, String path, TableFormat format, boolean folder) {
        return switch (format) {
            case CSV -> spark.read().option("header", true).csv(path);
            case JSON ->
                folder || path.contains(".jsonl")
                        ? spark.read().json(path)
                        : spark.read()
                                .json(spark.createDataset(
                                        JsonRecords.of(path, Storage.of(path).readText()), Encoders.STRING()));
            case PARQUET, AUTO -> spark.read().parquet(path);
        };
    }

    /** Fields of nested records become columns of their own, called {@code outer.inner}. */
    private static Dataset<Row> flat(Dataset<Row> table) {
        List<Column> columns = new ArrayList<>();
        flatten(table.schema(), null, "", columns);
        return columns.size() == table.columns().length ? table : table.select(columns.toArray(Column[]::new));
    }

    private static void flatten(StructType schema, Column outer, String prefix, List<Column> columns) {
        for (StructField field : schema.fields()) {
            Column column = outer == null ? quoted(field.name()) : outer.getField(field.name());
            String name = prefix + field.name();
            if (field.dataType() instanceof StructType inner) {
                flatten(inner, column, name + ".", columns);
            } else {
                columns.add(column.as(name));
            }
        }
    }

    TableFormat format() {
        return format;
    }

    /** The files behind the table, in the order of names. */
    public List<DataFile> files() {
        return files;
    }

    /** Whether the table is Parquet and an expression is no more than the name of one of its columns of these types. */
    public boolean plain(String expression, List<String> types) {
        return format == TableFormat.PARQUET
                && Stream.of(rows.schema().fields())
                        .anyMatch(field -> field.name().equals(expression)
                                && types.contains(field.dataType().typeName()));
    }

    /**
     * The values of expressions, as columns called by their keys: first texts, then numbers.
     *
     * @param where a condition on the rows
     * @param texts expressions over the table as it is
     * @param numbers expressions over a table whose texts are numbers, or null where they are none; beside each of these
     *     columns is one called {@code x as text}
     */
    public Dataset<Row> select(Optional<String> where, Map<String, String> texts, Map<String, String> numbers) {
        Dataset<Row> named = where.isPresent() ? rows.filter(checked(rows, "where", where.get())) : rows;
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Column value = checked(rows, text.getKey(), text.getValue()).cast(DataTypes.StringType);
            named = named.withColumn(TEXT + text.getKey(), value);
        }
        Dataset<Row> view = named.select(Arrays.stream(named.schema().fields())
                .flatMap(SourceTable::asNumber)
                .toArray(Column[]::new));
        List<Column> wanted = new ArrayList<>();
        texts.keySet().forEach(key -> wanted.add(quoted(TEXT + key).as(key)));
        numbers.forEach((key, number) -> wanted.add(
                checked(view, key, number).try_cast(DataTypes.DoubleType).as(key)));
        return view.select(wanted.toArray(Column[]::new));
    }

    /** What {@link #select} gives, all of it. */
    List<Row> collect(Optional<String> where, Map<String, String> texts, Map<String, String> numbers) {
        Dataset<Row> selected = select(where, texts, numbers);
        try {
            return selected.collectAsList();
        } catch (Exception e) {
            throw unreadable(e);
        }
    }

    /** What a failure of Spark while it reads the table is to the user. */
    public DataException unreadable(Exception e) {
        String what = e instanceof RuntimeException ? "a column expression fails" : "not readable";
        return new DataException(path + ": " + what + " (" + firstLine(e) + ")", e);
    }

    /** Text as the number that it spells, and beside it as it is; anything else stays as it is. */
    private static Stream<Column> asNumber(StructField field) {
        Column column = quoted(field.name());
        boolean text =
                field.dataType().equals(DataTypes.StringType) && !field.name().startsWith(TEXT);
        return text
                ? Stream.of(column.try_cast(DataTypes.DoubleType).as(field.name()), column.as(field.name() + AS_TEXT))
                : Stream.of(column);
    }

    /** The expression, once it is known to parse and to name columns of the table only. */
    private Column checked(Dataset<Row> over, String key, String expression) {
        try {
            over.select(expr(expression)).schema();
            return expr(expression);
        } catch (Exception e) {
            String columns = String.join(", ", rows.columns());
            if (e instanceof AnalysisException unresolved
                    && unresolved.getCondition() != null
                    && unresolved.getCondition().startsWith("UNRESOLVED_COLUMN")) {
                throw new UsageException(section + "." + key + ": '" + expression + "' names the column "
                        + unresolved.getMessageParameters().get("objectName") + ", but " + path + " has " + columns
                        + " (a name that is not a plain word goes in backticks)");
            }
            throw new UsageException(section + "." + key + ": '" + expression + "' is not a Spark SQL expression over "
                    + columns + " (" + firstLine(e) + ")");
        }
    }

    private static Column quoted(String name) {
        return col("`" + name.replace("`", "``") + "`");
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage())
                .lines()
                .filter(l -> !l.isBlank())
                .findFirst()
                .orElse("");
    }
}

package org.sparselaw.analysis.runs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.sparselaw.job.DataException;
import org.sparselaw.job.UsageException;
import org.sparselaw.storage.Storage;

/**
 * A CSV, JSON or Parquet table read through a {@link ColumnMapping}. Every column becomes a number before the expressions see
 * it; a cell that is none becomes null, and its row is left out.
 */
final class MappedTable {
    private static final String RUN = "run of the mapping";

    private final String path;
    private final Dataset<Row> table;

    private MappedTable(String path, Dataset<Row> table) {
        this.path = path;
        this.table = table;
    }

    static RunTable read(SparkSession spark, String path, TableFormat format, ColumnMapping mapping, DataUnit unit) {
        MappedTable table = new MappedTable(path, load(spark, path, format.of(path)));
        RunTableBuilder rows = new RunTableBuilder();
        int number = 0;
        for (Row row : table.select(mapping)) {
            number++;
            String run = row.isNullAt(4) ? "row " + number : row.getString(4);
            rows.add(run, number(row, 0), number(row, 1), number(row, 2), number(row, 3));
        }
        return rows.build(unit);
    }

    private static Dataset<Row> load(SparkSession spark, String path, TableFormat format) {
        if (!Storage.of(path).exists()) {
            throw new DataException(path + ": no such run table");
        }
        return switch (format) {
            case CSV -> spark.read().option("header", true).csv(path);
            case JSON ->
                spark.read()
                        .json(spark.createDataset(
                                JsonRecords.of(path, Storage.of(path).readText()), Encoders.STRING()));
            case PARQUET, AUTO -> spark.read().parquet(path);
        };
    }

    private List<Row> select(ColumnMapping mapping) {
        Map<String, String> expressions = new LinkedHashMap<>();
        expressions.put("sparsity", mapping.sparsity());
        expressions.put("non-zeros", mapping.nonZeros());
        expressions.put("data", mapping.data());
        expressions.put("loss", mapping.loss());
        Dataset<Row> named = table.withColumn(
                RUN,
                mapping.run()
                        .map(run -> checked(table, "run", run))
                        .orElse(expr("null"))
                        .cast(DataTypes.StringType));
        Dataset<Row> numbers = named.select(Arrays.stream(named.schema().fields())
                .map(MappedTable::asNumber)
                .toArray(Column[]::new));
        Column[] wanted = new Column[expressions.size() + 1];
        int next = 0;
        for (Map.Entry<String, String> e : expressions.entrySet()) {
            wanted[next++] = checked(numbers, e.getKey(), e.getValue()).try_cast(DataTypes.DoubleType);
        }
        wanted[next] = col("`" + RUN + "`");
        try {
            return numbers.select(wanted).collectAsList();
        } catch (RuntimeException e) {
            throw new DataException(path + ": a column expression fails (" + firstLine(e) + ")", e);
        } catch (Exception e) {
            if (e instanceof SparkException) {
                throw new DataException(path + ": not readable (" + firstLine(e) + ")", e);
            }
            throw e;
        }
    }

    /** Numbers and text; anything else (a list, a date) cannot be part of a law and stays as it is. */
    private static Column asNumber(StructField field) {
        Column column = col("`" + field.name().replace("`", "``") + "`");
        boolean text =
                field.dataType().equals(DataTypes.StringType) && !field.name().equals(RUN);
        return text ? column.try_cast(DataTypes.DoubleType).as(field.name()) : column;
    }

    /** The expression, once it is known to parse and to name columns of the table only. */
    private Column checked(Dataset<Row> over, String key, String expression) {
        try {
            over.select(expr(expression)).schema();
            return expr(expression);
        } catch (Exception e) {
            String columns = Arrays.stream(table.columns()).collect(Collectors.joining(", "));
            if (e instanceof AnalysisException unresolved
                    && unresolved.getCondition() != null
                    && unresolved.getCondition().startsWith("UNRESOLVED_COLUMN")) {
                throw new UsageException("columns." + key + ": '" + expression + "' names the column "
                        + unresolved.getMessageParameters().get("objectName") + ", but " + path + " has " + columns
                        + " (a name that is not a plain word goes in backticks)");
            }
            throw new UsageException("columns." + key + ": '" + expression + "' is not a Spark SQL expression over "
                    + columns + " (" + firstLine(e) + ")");
        }
    }

    private static Double number(Row row, int column) {
        return row.isNullAt(column) ? null : (Double) row.getDouble(column);
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage())
                .lines()
                .filter(l -> !l.isBlank())
                .findFirst()
                .orElse("");
    }
}

package org.sparselaw.analysis.steps;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Storage;

/**
 * A Parquet file of steps, read column by column without making a row: several times as fast as records. A step without a
 * number, or without a run where there is a column of runs, is passed over.
 */
public final class StepFile {
    private final Storage file;
    private final StepColumns columns;

    public StepFile(Storage file, StepColumns columns) {
        this.file = file;
        this.columns = columns;
    }

    /** Reads all steps; see {@link #read(long, long, Function, long)}. */
    public void read(Function<String, Trajectory> runs, long written) {
        read(0, Long.MAX_VALUE, runs, written);
    }

    /**
     * Reads the steps of the row groups whose middle lies in a stretch of bytes, as Hadoop splits Parquet files.
     *
     * @param runs where the steps of a run go; asked whenever the run changes, with null in a file that holds one run
     * @param written the place of this part in the order of writing
     * @throws DataException when the file is damaged or lacks a column
     */
    public void read(long from, long to, Function<String, Trajectory> runs, long written) {
        ParquetReadOptions options = HadoopReadOptions.builder(file.fileSystem().getConf())
                .withRange(from, to)
                .usePageChecksumVerification()
                .build();
        try (ParquetFileReader reader = ParquetFileReader.open(
                HadoopInputFile.fromPath(file.path(), file.fileSystem().getConf()), options)) {
            MessageType schema = wanted(reader.getFileMetaData().getSchema());
            reader.setRequestedSchema(schema);
            for (PageReadStore rows = reader.readNextRowGroup(); rows != null; rows = reader.readNextRowGroup()) {
                new StepGroup(rows, schema, columns, runs, written).read(rows.getRowCount());
            }
        } catch (DataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Parquet throws exceptions of every kind on damaged bytes.
            throw new DataException(file + ": not readable as Parquet (" + firstLine(e) + ")", e);
        }
    }

    private MessageType wanted(MessageType found) {
        List<Type> fields = new ArrayList<>();
        fields.add(column(found, columns.run(), BINARY, INT32, INT64));
        fields.add(column(found, columns.step(), INT32, INT64));
        fields.add(column(found, columns.loss(), FLOAT, DOUBLE));
        fields.add(column(found, columns.trainingLoss(), FLOAT, DOUBLE));
        return new MessageType(
                found.getName(), fields.stream().filter(Objects::nonNull).toList());
    }

    private Type column(MessageType found, String name, PrimitiveTypeName... types) {
        if (name == null) {
            return null;
        }
        if (!found.containsField(name)) {
            throw new DataException(file + ": has no column " + name + " but "
                    + found.getFields().stream().map(Type::getName).collect(Collectors.joining(", ")));
        }
        Type column = found.getType(name);
        if (!column.isPrimitive()
                || column.isRepetition(Type.Repetition.REPEATED)
                || !List.of(types).contains(column.asPrimitiveType().getPrimitiveTypeName())) {
            String wanted = Stream.of(types)
                    .map(type -> type.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(" or "));
            throw new DataException(file + ": column " + name + " is " + column + " (must be " + wanted + ")");
        }
        return column;
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}

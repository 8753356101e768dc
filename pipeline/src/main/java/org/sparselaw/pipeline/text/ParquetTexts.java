package org.sparselaw.pipeline.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.sparselaw.job.DataException;
import org.sparselaw.pipeline.input.InputFile;
import org.sparselaw.storage.Storage;

/** A document a row of a Parquet table, in one of its columns; the others are not read. */
final class ParquetTexts implements Records {
    private final InputFile file;
    private final ReadOptions options;
    private final Utf8Text utf8 = new Utf8Text();
    private ParquetReader<Group> reader;
    private long row;
    private boolean ended;

    ParquetTexts(InputFile file, ReadOptions options) {
        this.file = file;
        this.options = options;
    }

    @Override
    public Optional<Reading> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        Group group;
        try {
            reader = reader == null ? open() : reader;
            group = reader.read();
        } catch (DataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Parquet tells damage in many ways. When it was the storage that failed, taking the digest fails as well.
            ended = true;
            return Optional.of(new Reading.Rejected(
                    Reason.DAMAGED_PARQUET,
                    file.name(),
                    0,
                    "the table cannot be read after row " + row + " (" + e.getMessage()
                            + "); what came before is kept"));
        }
        ended = group == null;
        row++;
        return ended ? Optional.empty() : Optional.of(reading(group));
    }

    private ParquetReader<Group> open() throws IOException {
        Storage storage = Storage.of(file.path());
        Configuration configuration = new Configuration(storage.fileSystem().getConf());
        MessageType schema;
        try (ParquetFileReader footer =
                ParquetFileReader.open(HadoopInputFile.fromPath(storage.path(), configuration))) {
            schema = footer.getFileMetaData().getSchema();
        }
        MessageType column = new MessageType(schema.getName(), column(schema));
        configuration.set(ReadSupport.PARQUET_READ_SCHEMA, column.toString());
        return ParquetReader.builder(new GroupReadSupport(), storage.path())
                .withConf(configuration)
                .build();
    }

    private Type column(MessageType schema) {
        if (!schema.containsField(options.field())) {
            throw new DataException("%s: no column '%s' (text-field must be one of %s)"
                    .formatted(
                            file.name(),
                            options.field(),
                            schema.getFields().stream().map(Type::getName).toList()));
        }
        Type column = schema.getType(options.field());
        if (!column.isPrimitive()
                || column.isRepetition(Type.Repetition.REPEATED)
                || column.asPrimitiveType().getPrimitiveTypeName() != PrimitiveTypeName.BINARY) {
            throw new DataException("%s: the column '%s' does not hold strings (text-field must name one that does)"
                    .formatted(file.name(), options.field()));
        }
        return column;
    }

    private Reading reading(Group group) {
        if (group.getFieldRepetitionCount(0) == 0) {
            return rejected(Reason.NO_TEXT, "");
        }
        ByteBuffer bytes = ByteBuffer.wrap(group.getBinary(0, 0).getBytesUnsafe());
        if (bytes.remaining() > options.limit()) {
            return rejected(Reason.TOO_LONG, Utf8Text.excerpt(bytes));
        }
        Optional<CharBuffer> text = utf8.decode(bytes.duplicate());
        if (text.isEmpty()) {
            return rejected(Reason.INVALID_UTF8, Utf8Text.excerpt(bytes));
        }
        return Utf8Text.blank(text.get())
                ? rejected(Reason.EMPTY_TEXT, text.get().toString())
                : new Reading.Document(text.get().toString(), row);
    }

    private Reading rejected(Reason reason, String excerpt) {
        return new Reading.Rejected(reason, file.name(), row, excerpt);
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
    }
}

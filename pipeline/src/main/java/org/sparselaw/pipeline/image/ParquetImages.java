package org.sparselaw.pipeline.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
import org.sparselaw.pipeline.image.Reading.Content;
import org.sparselaw.pipeline.image.Reading.Image;
import org.sparselaw.pipeline.image.Reading.Rejected;
import org.sparselaw.pipeline.input.InputFile;
import org.sparselaw.storage.Storage;

/** A Parquet table with a column of encoded images and one of labels, as the Hugging Face hub keeps sets of images. */
final class ParquetImages implements SourceReader {
    private final InputFile file;
    private final Storage storage;
    private final ReadOptions options;
    private ParquetReader<Group> reader;
    private long number;
    private boolean ended;

    ParquetImages(InputFile file, ReadOptions options) {
        this.file = file;
        this.storage = Storage.of(file.path());
        this.options = options;
    }

    @Override
    public Optional<Reading> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        Group row;
        try {
            if (reader == null) {
                reader = open();
            }
            row = reader.read();
        } catch (DataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Parquet tells damage in many ways. When it was the storage that failed, taking the digest fails as well.
            ended = true;
            return Optional.of(new Rejected(
                    Reason.DAMAGED_ARCHIVE,
                    file.name(),
                    "",
                    "the table cannot be read from row " + number + " on (" + e.getMessage()
                            + "); what came before is kept"));
        }
        ended = row == null;
        return ended ? Optional.empty() : Optional.of(reading(row));
    }

    private ParquetReader<Group> open() throws IOException {
        Configuration configuration = new Configuration(storage.fileSystem().getConf());
        MessageType schema;
        HadoopInputFile input = HadoopInputFile.fromPath(storage.path(), configuration);
        try (ParquetFileReader footer = ParquetFileReader.open(input)) {
            schema = footer.getFileMetaData().getSchema();
        }
        List<Type> columns = new ArrayList<>();
        columns.add(column(schema, options.labelColumn(), "label-column"));
        Type image = column(schema, options.imageColumn(), "image-column");
        if (options.pixels()) {
            columns.add(image);
        }
        configuration.set(ReadSupport.PARQUET_READ_SCHEMA, new MessageType(schema.getName(), columns).toString());
        return ParquetReader.builder(new GroupReadSupport(), storage.path())
                .withConf(configuration)
                .build();
    }

    private Type column(MessageType schema, String name, String key) {
        if (!schema.containsField(name)) {
            throw new DataException("%s: no column '%s' (%s must be one of %s)"
                    .formatted(
                            file.name(),
                            name,
                            key,
                            schema.getFields().stream().map(Type::getName).toList()));
        }
        return schema.getType(name);
    }

    private Reading reading(Group row) {
        String place = Long.toString(number++);
        List<String> labels = new ArrayList<>();
        leaves(row, options.labelColumn(), labels);
        if (!options.pixels()) {
            return new Image(place, labels, Content.encoded(new byte[0]));
        }
        Optional<byte[]> bytes = bytes(row, options.imageColumn());
        if (bytes.isEmpty()) {
            return new Rejected(
                    Reason.NO_IMAGE, file.name(), place, "the column '" + options.imageColumn() + "' is null");
        }
        if (bytes.get().length > options.limit()) {
            return new Rejected(
                    Reason.TOO_LONG,
                    file.name(),
                    place,
                    bytes.get().length + " bytes, above the limit of " + options.limit());
        }
        return new Image(place, labels, Content.encoded(bytes.get()));
    }

    /** The bytes of a field, or of the field {@code bytes} in it. */
    private static Optional<byte[]> bytes(Group row, String field) {
        if (row.getFieldRepetitionCount(field) == 0) {
            return Optional.empty();
        }
        Type type = row.getType().getType(field);
        if (!type.isPrimitive()) {
            Group group = row.getGroup(field, 0);
            return group.getType().containsField("bytes") ? bytes(group, "bytes") : Optional.empty();
        }
        return type.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY
                ? Optional.of(row.getBinary(field, 0).getBytes())
                : Optional.empty();
    }

    /** Every value of a field, however its lists are nested. */
    private static void leaves(Group row, String field, List<String> into) {
        Type type = row.getType().getType(field);
        for (int i = 0; i < row.getFieldRepetitionCount(field); i++) {
            if (type.isPrimitive()) {
                into.add(row.getValueToString(row.getType().getFieldIndex(field), i));
            } else {
                Group group = row.getGroup(field, i);
                group.getType().getFields().forEach(inner -> leaves(group, inner.getName(), into));
            }
        }
    }

    @Override
    public String sha256() {
        return storage.sha256();
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
    }
}

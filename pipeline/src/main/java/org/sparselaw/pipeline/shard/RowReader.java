package org.sparselaw.pipeline.shard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Storage;

/** Reads a shard column-wise, which is about three times as fast as record-wise, after checking its digest. */
final class RowReader {
    private final Storage file;
    private final Shard shard;
    private final MessageType schema;

    RowReader(Storage file, Shard shard, MessageType schema) {
        this.file = file;
        this.shard = shard;
        this.schema = schema;
    }

    /**
     * The values of each column, in the order of the rows.
     *
     * @throws DataException when the file is not the one the manifest describes
     */
    List<List<byte[]>> columns() {
        String found = file.sha256();
        if (!found.equals(shard.sha256())) {
            throw new DataException("%s: the file has SHA-256 %s, but the manifest says %s; prepare the set again"
                    .formatted(file, found, shard.sha256()));
        }
        if (file.size() != shard.bytes()) {
            throw new DataException(
                    "%s: has %d bytes, but the manifest says %d".formatted(file, file.size(), shard.bytes()));
        }
        try (ParquetFileReader reader = ParquetFileReader.open(
                HadoopInputFile.fromPath(file.path(), file.fileSystem().getConf()))) {
            return columns(reader);
        } catch (DataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Parquet tells damage in many ways. When it was the storage that failed, so had the digest.
            throw new DataException(file + ": cannot be read as Parquet (" + e.getMessage() + ")", e);
        }
    }

    private List<List<byte[]>> columns(ParquetFileReader reader) throws IOException {
        if (!reader.getFileMetaData().getSchema().equals(schema)) {
            throw new DataException("%s: has the columns %s, but should have %s"
                    .formatted(file, reader.getFileMetaData().getSchema().getFields(), schema.getFields()));
        }
        List<List<byte[]>> columns = new ArrayList<>();
        schema.getColumns().forEach(column -> columns.add(new ArrayList<>(Math.toIntExact(shard.rows()))));
        String createdBy = reader.getFileMetaData().getCreatedBy();
        for (PageReadStore group = reader.readNextRowGroup(); group != null; group = reader.readNextRowGroup()) {
            ColumnReadStoreImpl store = new ColumnReadStoreImpl(group, new Ignored(), schema, createdBy);
            for (int c = 0; c < columns.size(); c++) {
                ColumnReader column = store.getColumnReader(schema.getColumns().get(c));
                for (long left = group.getRowCount(); left > 0; left--) {
                    columns.get(c).add(column.getBinary().getBytes());
                    column.consume();
                }
            }
        }
        int rows = columns.get(0).size();
        if (rows != shard.rows()) {
            throw new DataException("%s: holds %d rows, but the manifest says %d".formatted(file, rows, shard.rows()));
        }
        return columns;
    }

    /** Values are taken from the column itself; Parquet asks for a converter all the same. */
    private static final class Ignored extends GroupConverter {
        @Override
        public Converter getConverter(int field) {
            return new PrimitiveConverter() {};
        }

        @Override
        public void start() {}

        @Override
        public void end() {}
    }
}

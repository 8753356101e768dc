package org.sparselaw.pipeline.shard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Sha256;
import org.sparselaw.storage.Storage;

/** Reads a shard column-wise, which is about three times as fast as record-wise, after checking its digest. */
final class ShardReader {
    private final Storage file;
    private final Shard shard;
    private final int window;
    private final TokenRow encoding;

    ShardReader(Storage file, Shard shard, int window, int vocabulary) {
        this.file = file;
        this.shard = shard;
        this.window = window;
        this.encoding = TokenRow.of(vocabulary);
    }

    TokenWindows read() {
        try {
            verify();
            return new TokenWindows(encoding, window, rows());
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }

    private void verify() throws IOException {
        Sha256 digest = new Sha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = file.fileSystem().open(file.path())) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        String found = digest.hex();
        if (!found.equals(shard.sha256())) {
            throw new DataException("%s: the file has SHA-256 %s, but the manifest says %s; prepare the text again"
                    .formatted(file, found, shard.sha256()));
        }
    }

    private List<byte[]> rows() throws IOException {
        List<byte[]> rows = new ArrayList<>(Math.toIntExact(shard.rows()));
        try (ParquetFileReader reader = ParquetFileReader.open(
                HadoopInputFile.fromPath(file.path(), file.fileSystem().getConf()))) {
            String createdBy = reader.getFileMetaData().getCreatedBy();
            for (PageReadStore group = reader.readNextRowGroup(); group != null; group = reader.readNextRowGroup()) {
                ColumnReader column = new ColumnReadStoreImpl(group, new Ignored(), TokenRow.SCHEMA, createdBy)
                        .getColumnReader(TokenRow.SCHEMA.getColumns().get(0));
                for (long left = group.getRowCount(); left > 0; left--) {
                    rows.add(checked(column.getBinary().getBytes()));
                    column.consume();
                }
            }
        }
        if (rows.size() != shard.rows()) {
            throw new DataException(
                    "%s: holds %d rows, but the manifest says %d".formatted(file, rows.size(), shard.rows()));
        }
        return rows;
    }

    private byte[] checked(byte[] row) {
        if (row.length != window * encoding.bytes()) {
            throw new DataException("%s: a row holds %d bytes, but a window of %d tokens takes %d"
                    .formatted(file, row.length, window, window * encoding.bytes()));
        }
        return row;
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

package org.sparselaw.pipeline.shard;

import java.io.Closeable;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.sparselaw.storage.Storage;

/**
 * Writes the windows of one shard. The file's bytes depend on the windows alone: no time, no random name, no setting from
 * outside is in them. Rows are zstd-compressed without a dictionary of values; they hardly ever repeat.
 */
public final class ShardWriter implements Closeable {
    private static final long ROW_GROUP_BYTES = 32L << 20;
    private static final int PAGE_BYTES = 1 << 20;

    private final HashedFile file;
    private final ParquetWriter<byte[]> writer;
    private final TokenRow encoding;
    private final int window;
    private long rows;

    /**
     * Creates the file, or replaces it.
     *
     * @param window tokens a row
     * @param vocabulary number of ids
     */
    public ShardWriter(Storage path, int window, int vocabulary) throws IOException {
        this.file = new HashedFile(path);
        this.window = window;
        this.encoding = TokenRow.of(vocabulary);
        this.writer = new WindowSupport.Builder(file)
                .withConf(new Configuration(false))
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                // Pages of version 2 have one encoding a column. Version 1 has two, and Parquet lists them in the order
                // of
                // their identity hashes, which differs from one process to the next.
                .withWriterVersion(WriterVersion.PARQUET_2_0)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withDictionaryEncoding(false)
                .withStatisticsEnabled(false)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .withPageSize(PAGE_BYTES)
                .build();
    }

    /** Writes the window that begins at an offset of an array of ids. */
    public void write(int[] ids, int offset) throws IOException {
        byte[] row = new byte[window * encoding.bytes()];
        for (int position = 0; position < window; position++) {
            encoding.put(row, position, ids[offset + position]);
        }
        writer.write(row);
        rows++;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    /** What was written, once the writer is closed; to be asked for once. */
    public Shard shard(Split split, String name) {
        return new Shard(split, name, rows, file.bytes(), file.sha256());
    }
}

package org.sparselaw.pipeline.shard;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.sparselaw.storage.Storage;

/**
 * Writes the rows of one shard: required binary columns. The file's bytes depend on the rows alone: no time, no random
 * name, no setting from outside is in them. Rows are zstd-compressed without a dictionary of values; they hardly ever
 * repeat.
 */
final class RowWriter implements Closeable {
    private static final long ROW_GROUP_BYTES = 32L << 20;
    private static final int PAGE_BYTES = 1 << 20;

    private final HashedFile file;
    private final ParquetWriter<byte[][]> writer;
    private long rows;

    /** Creates the file, or replaces it. */
    RowWriter(Storage path, MessageType schema) throws IOException {
        this.file = new HashedFile(path);
        this.writer = new Builder(file, schema)
                .withConf(new Configuration(false))
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                // Pages of version 2 have one encoding a column. Version 1 has two, and Parquet lists them in the order
                // of their identity hashes, which differs from one process to the next.
                .withWriterVersion(WriterVersion.PARQUET_2_0)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withDictionaryEncoding(false)
                .withStatisticsEnabled(false)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .withPageSize(PAGE_BYTES)
                .build();
    }

    /** @param columns the values of a row, in the order of the schema */
    void write(byte[]... columns) throws IOException {
        writer.write(columns);
        rows++;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    /** What was written, once the writer is closed; to be asked for once. */
    Shard shard(Split split, String name) {
        return new Shard(split, name, rows, file.bytes(), file.sha256());
    }

    private static final class Rows extends WriteSupport<byte[][]> {
        private final MessageType schema;
        private RecordConsumer consumer;

        Rows(MessageType schema) {
            this.schema = schema;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract all the same
        public WriteContext init(Configuration configuration) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            this.consumer = consumer;
        }

        @Override
        public void write(byte[][] row) {
            consumer.startMessage();
            for (int column = 0; column < row.length; column++) {
                String name = schema.getFieldName(column);
                consumer.startField(name, column);
                consumer.addBinary(Binary.fromConstantByteArray(row[column]));
                consumer.endField(name, column);
            }
            consumer.endMessage();
        }
    }

    private static final class Builder extends ParquetWriter.Builder<byte[][], Builder> {
        private final MessageType schema;

        Builder(OutputFile file, MessageType schema) {
            super(file);
            this.schema = schema;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract all the same
        protected WriteSupport<byte[][]> getWriteSupport(Configuration configuration) {
            return new Rows(schema);
        }
    }
}

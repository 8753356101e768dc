package org.sparselaw.pipeline.shard;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** Writes a row as Parquet's {@code required binary tokens}. */
final class WindowSupport extends WriteSupport<byte[]> {
    private RecordConsumer consumer;

    @Override
    @SuppressWarnings("deprecation") // abstract all the same
    public WriteContext init(Configuration configuration) {
        return new WriteContext(TokenRow.SCHEMA, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
        this.consumer = consumer;
    }

    @Override
    public void write(byte[] row) {
        consumer.startMessage();
        consumer.startField("tokens", 0);
        consumer.addBinary(Binary.fromConstantByteArray(row));
        consumer.endField("tokens", 0);
        consumer.endMessage();
    }

    static final class Builder extends ParquetWriter.Builder<byte[], Builder> {
        Builder(OutputFile file) {
            super(file);
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract all the same
        protected WriteSupport<byte[]> getWriteSupport(Configuration configuration) {
            return new WindowSupport();
        }
    }
}

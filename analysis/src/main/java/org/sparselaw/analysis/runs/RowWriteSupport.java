package org.sparselaw.analysis.runs;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.datasources.parquet.SparkToParquetSchemaConverter;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** Writes a row of strings, whole numbers, doubles, maps and further rows to Parquet, as Spark would, but without a job. */
final class RowWriteSupport extends WriteSupport<Row> {
    private final StructType schema;
    private RecordConsumer consumer;

    private RowWriteSupport(StructType schema) {
        this.schema = schema;
    }

    @Override
    @SuppressWarnings("deprecation") // abstract all the same
    public WriteContext init(Configuration configuration) {
        return new WriteContext(new SparkToParquetSchemaConverter(new SQLConf()).convert(schema), Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer rows) {
        this.consumer = rows;
    }

    @Override
    public void write(Row row) {
        consumer.startMessage();
        fields(schema, row);
        consumer.endMessage();
    }

    private void fields(StructType type, Row row) {
        for (int place = 0; place < row.length(); place++) {
            if (!row.isNullAt(place)) {
                field(type.fields()[place].name(), place, type.fields()[place].dataType(), row.get(place));
            }
        }
    }

    private void field(String name, int place, DataType type, Object value) {
        consumer.startField(name, place);
        if (type instanceof StructType struct) {
            consumer.startGroup();
            fields(struct, (Row) value);
            consumer.endGroup();
        } else if (type instanceof MapType map) {
            consumer.startGroup();
            entries(map, CollectionConverters.asJava((scala.collection.Map<?, ?>) value));
            consumer.endGroup();
        } else {
            primitive(value);
        }
        consumer.endField(name, place);
    }

    private void entries(MapType type, Map<?, ?> entries) {
        if (entries.isEmpty()) {
            return;
        }
        consumer.startField("key_value", 0);
        entries.forEach((key, value) -> {
            consumer.startGroup();
            field("key", 0, type.keyType(), key);
            field("value", 1, type.valueType(), value);
            consumer.endGroup();
        });
        consumer.endField("key_value", 0);
    }

    private void primitive(Object value) {
        if (value instanceof String text) {
            consumer.addBinary(Binary.fromString(text));
        } else if (value instanceof Long whole) {
            consumer.addLong(whole);
        } else if (value instanceof Integer whole) {
            consumer.addInteger(whole);
        } else {
            consumer.addDouble((Double) value);
        }
    }

    static final class Builder extends ParquetWriter.Builder<Row, Builder> {
        private final StructType schema;

        Builder(OutputFile file, StructType schema) {
            super(file);
            this.schema = schema;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract all the same
        protected WriteSupport<Row> getWriteSupport(Configuration configuration) {
            return new RowWriteSupport(schema);
        }
    }
}

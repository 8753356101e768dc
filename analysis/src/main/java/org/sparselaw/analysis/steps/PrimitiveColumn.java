package org.sparselaw.analysis.steps;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** A column of a Parquet file at one of its rows: a number of any width, or the id of a run. */
final class PrimitiveColumn {
    private final ColumnReader values;
    private final PrimitiveTypeName type;
    private final int defined;

    PrimitiveColumn(ColumnReader values, ColumnDescriptor description) {
        this.values = values;
        this.type = description.getPrimitiveType().getPrimitiveTypeName();
        this.defined = description.getMaxDefinitionLevel();
    }

    boolean isNull() {
        return values.getCurrentDefinitionLevel() < defined;
    }

    long whole() {
        return type == PrimitiveTypeName.INT64 ? values.getLong() : values.getInteger();
    }

    double number() {
        return type == PrimitiveTypeName.DOUBLE ? values.getDouble() : values.getFloat();
    }

    /** Bytes of text, or a whole number. */
    Object id() {
        return type == PrimitiveTypeName.BINARY ? values.getBinary() : (Object) whole();
    }

    void next() {
        if (!isNull()) {
            values.skip(); // of a value that was not read, Parquet would give the next row this one
        }
        values.consume();
    }
}

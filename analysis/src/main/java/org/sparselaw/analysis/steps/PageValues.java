package org.sparselaw.analysis.steps;

import java.nio.ByteBuffer;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * The values of a page without its nulls, taken many at a time. The encodings that nearly every writer uses, plain values and
 * places in a dictionary, are decoded here; all others by Parquet's own readers, value by value.
 */
sealed interface PageValues {
    /** The next values of a column of int32 or int64. */
    void read(long[] into, int count);

    /** The next values of a column of float or double. */
    void read(double[] into, int count);

    /** @param bytes in little-endian order, at the next value */
    record Plain(PrimitiveTypeName type, ByteBuffer bytes) implements PageValues {
        @Override
        public void read(long[] into, int count) {
            if (type == PrimitiveTypeName.INT64) {
                bytes.asLongBuffer().get(into, 0, count);
                bytes.position(bytes.position() + Long.BYTES * count);
                return;
            }
            for (int i = 0; i < count; i++) {
                into[i] = bytes.getInt();
            }
        }

        @Override
        public void read(double[] into, int count) {
            if (type == PrimitiveTypeName.DOUBLE) {
                bytes.asDoubleBuffer().get(into, 0, count);
                bytes.position(bytes.position() + Double.BYTES * count);
                return;
            }
            for (int i = 0; i < count; i++) {
                into[i] = bytes.getFloat();
            }
        }
    }

    /** Places in a dictionary. */
    final class Indexed implements PageValues {
        private final PrimitiveTypeName type;
        private final Dictionary dictionary;
        private final HybridInts places;
        private final int[] batch;

        /** @param batch room for as many places as are ever read at once */
        Indexed(PrimitiveTypeName type, Dictionary dictionary, HybridInts places, int[] batch) {
            this.type = type;
            this.dictionary = dictionary;
            this.places = places;
            this.batch = batch;
        }

        /** The places of the next values themselves. */
        void readPlaces(int[] into, int count) {
            places.read(into, count);
        }

        @Override
        public void read(long[] into, int count) {
            places.read(batch, count);
            if (type == PrimitiveTypeName.INT64) {
                for (int i = 0; i < count; i++) {
                    into[i] = dictionary.decodeToLong(batch[i]);
                }
                return;
            }
            for (int i = 0; i < count; i++) {
                into[i] = dictionary.decodeToInt(batch[i]);
            }
        }

        @Override
        public void read(double[] into, int count) {
            places.read(batch, count);
            if (type == PrimitiveTypeName.DOUBLE) {
                for (int i = 0; i < count; i++) {
                    into[i] = dictionary.decodeToDouble(batch[i]);
                }
                return;
            }
            for (int i = 0; i < count; i++) {
                into[i] = dictionary.decodeToFloat(batch[i]);
            }
        }
    }

    /** Values in any other encoding, and plain texts. */
    record Single(PrimitiveTypeName type, ValuesReader values) implements PageValues {
        /** The next value of a column of ids. */
        Object id() {
            return switch (type) {
                case INT32 -> (long) values.readInteger();
                case INT64 -> values.readLong();
                default -> values.readBytes();
            };
        }

        @Override
        public void read(long[] into, int count) {
            for (int i = 0; i < count; i++) {
                into[i] = type == PrimitiveTypeName.INT64 ? values.readLong() : values.readInteger();
            }
        }

        @Override
        public void read(double[] into, int count) {
            for (int i = 0; i < count; i++) {
                into[i] = type == PrimitiveTypeName.DOUBLE ? values.readDouble() : values.readFloat();
            }
        }
    }
}

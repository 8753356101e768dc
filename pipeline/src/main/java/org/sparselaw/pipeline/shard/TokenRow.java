package org.sparselaw.pipeline.shard;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** The encoding of a window in a row: little-endian, two bytes an id, or four when the vocabulary is above 65,536. */
enum TokenRow {
    U16(2) {
        @Override
        int at(byte[] row, int position) {
            return (short) SHORTS.get(row, 2 * position) & 0xffff;
        }

        @Override
        void put(byte[] row, int position, int id) {
            SHORTS.set(row, 2 * position, (short) id);
        }
    },
    U32(4) {
        @Override
        int at(byte[] row, int position) {
            return (int) INTS.get(row, 4 * position);
        }

        @Override
        void put(byte[] row, int position, int id) {
            INTS.set(row, 4 * position, id);
        }
    };

    static final MessageType SCHEMA = MessageTypeParser.parseMessageType("message window { required binary tokens; }");

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final int bytes;

    TokenRow(int bytes) {
        this.bytes = bytes;
    }

    static TokenRow of(int vocabulary) {
        return vocabulary <= 1 << 16 ? U16 : U32;
    }

    /** Bytes a token. */
    int bytes() {
        return bytes;
    }

    abstract int at(byte[] row, int position);

    abstract void put(byte[] row, int position, int id);
}

package org.sparselaw.pipeline;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.sparselaw.pipeline.shard.Split;

/**
 * Names a document by its text: of documents that have something in common the one with the least id, compared as unsigned bytes,
 * keeps it. Documents of the train split come before those of the validation split, and each split is in the order of keys; so the
 * choice does not depend on the number of shards.
 */
final class DocumentId {
    private static final int KEY_BYTES = 16;

    private DocumentId() {}

    /** The id of a row of {@link Placement#ROW}. */
    static byte[] of(Row document, Placement placement) {
        int shard = document.getInt(Placement.SHARD);
        return ByteBuffer.allocate(1 + KEY_BYTES + Integer.BYTES)
                .put((byte) (placement.split(shard) == Split.TRAIN ? 0 : 1))
                .put(document.<byte[]>getAs(Placement.KEY))
                .putInt(shard)
                .array();
    }

    static byte[] key(byte[] id) {
        return Arrays.copyOfRange(id, 1, 1 + KEY_BYTES);
    }

    static int shard(byte[] id) {
        return ByteBuffer.wrap(id).getInt(1 + KEY_BYTES);
    }
}

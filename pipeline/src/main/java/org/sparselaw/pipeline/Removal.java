package org.sparselaw.pipeline;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What is to be taken from a document: all of it, or a span that begins with one of its sentences. */
final class Removal {
    static final StructType ROW = new StructType()
            .add("shard", DataTypes.IntegerType, false)
            .add("key", DataTypes.BinaryType, false)
            .add("sentence", DataTypes.IntegerType, false);

    static final int KEY = 1;
    static final int SENTENCE = 2;

    /** In place of a sentence. */
    static final int ALL = -1;

    private Removal() {}

    static Row of(byte[] id, int sentence) {
        return RowFactory.create(DocumentId.shard(id), DocumentId.key(id), sentence);
    }
}

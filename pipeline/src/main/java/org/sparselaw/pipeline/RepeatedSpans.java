package org.sparselaw.pipeline;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparselaw.pipeline.text.duplicates.RepeatedSpansConfig;
import org.sparselaw.pipeline.text.duplicates.SentenceSpans;

/**
 * Finds spans of sentences that occur again. Of equal spans the one in the document with the least id stays, and in that the first; where
 * a span overlaps itself, what overlaps the one that stays is left alone.
 */
final class RepeatedSpans {
    private static final StructType SPAN = new StructType()
            .add("hash", DataTypes.LongType, false)
            .add("id", DataTypes.BinaryType, false)
            .add("sentence", DataTypes.IntegerType, false);

    private final SparkSession session;
    private final RepeatedSpansConfig config;
    private final Placement placement;

    RepeatedSpans(SparkSession session, RepeatedSpansConfig config, Placement placement) {
        this.session = session;
        this.config = config;
        this.placement = placement;
    }

    /** The spans that do not stay: rows of {@link Removal#ROW}. */
    Dataset<Row> of(JavaRDD<Remaining> documents) {
        Dataset<Row> spans = session.createDataFrame(documents.flatMap(hashing(config.sentences(), placement)), SPAN);
        return session.createDataFrame(
                spans.repartition(col("hash"))
                        .sortWithinPartitions("hash", "id", "sentence")
                        .toJavaRDD()
                        .mapPartitions(again(config.sentences())),
                Removal.ROW);
    }

    // Made in static methods: what they hold travels to the tasks.

    private static FlatMapFunction<Remaining, Row> hashing(int sentences, Placement placement) {
        return remaining -> {
            long[] hashes = new SentenceSpans(remaining.text(), sentences).hashes();
            byte[] id = DocumentId.of(remaining.document(), placement);
            return IntStream.range(0, hashes.length)
                    .mapToObj(i -> RowFactory.create(hashes[i], id, i))
                    .iterator();
        };
    }

    private static FlatMapFunction<Iterator<Row>, Row> again(int sentences) {
        return sorted -> new Again(sorted, sentences);
    }

    /** All but the first of equal spans. */
    private static final class Again implements Iterator<Row> {
        private final Iterator<Row> sorted;
        private final int sentences;
        private Row first;
        private Row next;

        Again(Iterator<Row> sorted, int sentences) {
            this.sorted = sorted;
            this.sentences = sentences;
        }

        @Override
        public boolean hasNext() {
            while (next == null && sorted.hasNext()) {
                Row span = sorted.next();
                if (first == null || span.getLong(0) != first.getLong(0)) {
                    first = span;
                } else if (span.getInt(2) >= first.getInt(2) + sentences
                        || !Arrays.equals(span.<byte[]>getAs(1), first.getAs(1))) {
                    next = span;
                }
            }
            return next != null;
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Row span = next;
            next = null;
            return Removal.of(span.getAs(1), span.getInt(2));
        }
    }
}

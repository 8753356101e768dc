package org.sparselaw.pipeline;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.job.StageProgress;
import org.sparselaw.pipeline.text.duplicates.RepeatedSpansConfig;

/**
 * Decides what of the documents stays when one of those that have a text, nearly a text, or a span of sentences in common keeps it. What
 * is to go is found for all documents by sorting, and put beside them shard by shard.
 */
final class Deduplication {
    private final SparkSession session;
    private final PrepareTextConfig config;
    private final Placement placement;
    private final String scratch;

    /** @param scratch a folder that all machines see */
    Deduplication(SparkSession session, PrepareTextConfig config, String scratch) {
        this.session = session;
        this.config = config;
        this.placement = Placement.of(config);
        this.scratch = scratch;
    }

    /** What is left of documents that are in their shards; in the shards' order, a partition each. */
    JavaRDD<Remaining> of(JavaRDD<Row> documents, StageProgress progress) {
        JavaRDD<Row> sorted = session.createDataFrame(documents, Placement.ROW)
                .sortWithinPartitions("key", "text")
                .toJavaRDD();
        List<Dataset<Row>> removals = new ArrayList<>();
        config.nearDuplicates()
                .map(near -> new NearDuplicates(session, near, placement, scratch))
                .ifPresent(near -> removals.add(near.of(documents, progress)));
        config.repeatedSpans()
                .map(spans -> new RepeatedSpans(session, spans, placement))
                .ifPresent(spans -> {
                    progress.next("Comparing spans of sentences");
                    removals.add(spans.of(remaining(sorted, removals)));
                });
        return remaining(sorted, removals);
    }

    private JavaRDD<Remaining> remaining(JavaRDD<Row> sorted, List<Dataset<Row>> removals) {
        boolean dropCopies = config.dropsCopies();
        int span = config.repeatedSpans().map(RepeatedSpansConfig::sentences).orElse(0);
        JavaRDD<Row> there = removals.stream()
                .reduce(Dataset::union)
                .map(all -> session.createDataFrame(Shards.together(all, placement.shards()), Removal.ROW)
                        .sortWithinPartitions("key", "sentence")
                        .toJavaRDD())
                .orElseGet(() -> Shards.empty(session, placement.shards()));
        return sorted.zipPartitions(there, merging(dropCopies, span));
    }

    // Made in a static method: what it holds travels to the tasks.
    private static FlatMapFunction2<Iterator<Row>, Iterator<Row>, Remaining> merging(boolean dropCopies, int span) {
        return (documents, removals) -> new Merge(documents, removals, dropCopies, span);
    }
}

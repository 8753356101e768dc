package org.sparselaw.pipeline;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.job.StageProgress;
import org.sparselaw.storage.Storage;

/**
 * Connected components by alternating large-star and small-star (Kiveris et al. 2014, "Connected Components in MapReduce and Beyond"):
 * in the end every document but the least of its component has one edge, to that one. Every step is a sort that spills to disk, so
 * neither a component nor a neighbourhood is ever held in memory.
 */
final class Components {
    private final SparkSession session;
    private final String scratch;

    /** @param scratch a folder that all machines see, for the edges between rounds */
    Components(SparkSession session, String scratch) {
        this.session = session;
        this.scratch = scratch;
    }

    /** Edges of each document that is not the least of its component to that one. */
    Dataset<Row> stars(Dataset<Row> edges, StageProgress progress) {
        Dataset<Row> now = kept(edges, 0);
        Row before = null;
        for (int round = 1; ; round++) {
            progress.next("Joining near-duplicates, round " + round);
            now = kept(smallStar(largeStar(now)), round);
            Storage.of(scratch).child(folder(round - 1)).delete();
            Row after = now.agg(count(lit(1)), bit_xor(xxhash64(col("from"), col("to"))))
                    .first();
            if (after.equals(before)) {
                return now;
            }
            before = after;
        }
    }

    /** Written and read back: what a lost executor has to do again is one round at most. */
    private Dataset<Row> kept(Dataset<Row> edges, int round) {
        String folder = scratch + "/" + folder(round);
        edges.write().parquet(folder);
        return session.read().schema(Edges.ROW).parquet(folder);
    }

    private static String folder(int round) {
        return "edges-" + round;
    }

    private Dataset<Row> largeStar(Dataset<Row> edges) {
        Dataset<Row> back = edges.select(col("to").as("from"), col("from").as("to"));
        return stars(edges.union(back), Edges::largeStar);
    }

    private Dataset<Row> smallStar(Dataset<Row> edges) {
        return stars(edges, Edges::smallStar);
    }

    private Dataset<Row> stars(Dataset<Row> edges, FlatMapFunction<Iterator<Row>, Row> star) {
        return session.createDataFrame(
                edges.repartition(col("from"))
                        .sortWithinPartitions("from", "to")
                        .toJavaRDD()
                        .mapPartitions(star),
                Edges.ROW);
    }
}

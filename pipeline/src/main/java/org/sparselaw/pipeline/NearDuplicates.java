package org.sparselaw.pipeline;

import static org.apache.spark.sql.functions.col;

import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparselaw.job.StageProgress;
import org.sparselaw.pipeline.text.duplicates.Banding;
import org.sparselaw.pipeline.text.duplicates.MinHash;
import org.sparselaw.pipeline.text.duplicates.NearDuplicatesConfig;
import org.sparselaw.pipeline.text.duplicates.Shingles;

/**
 * Finds near-duplicates by MinHash with banding. Texts that share a band are joined, each to the first of the bucket, and of each
 * connected component the document with the least id is kept.
 */
final class NearDuplicates {
    private static final StructType MEMBER =
            new StructType().add("band", DataTypes.LongType, false).add("id", DataTypes.BinaryType, false);

    private final SparkSession session;
    private final NearDuplicatesConfig config;
    private final Placement placement;
    private final String scratch;

    /** @param scratch a folder that all machines see */
    NearDuplicates(SparkSession session, NearDuplicatesConfig config, Placement placement, String scratch) {
        this.session = session;
        this.config = config;
        this.placement = placement;
        this.scratch = scratch;
    }

    /** The documents that are not kept: rows of {@link Removal#ROW}. */
    Dataset<Row> of(JavaRDD<Row> documents, StageProgress progress) {
        progress.next("Hashing shingles");
        Dataset<Row> members = session.createDataFrame(
                documents.mapPartitions(hashing(config.shingle(), config.banding(), placement)), MEMBER);
        FlatMapFunction<Iterator<Row>, Row> buckets = Edges::ofBuckets;
        Dataset<Row> edges = session.createDataFrame(
                members.repartition(col("band"))
                        .sortWithinPartitions("band", "id")
                        .toJavaRDD()
                        .mapPartitions(buckets),
                Edges.ROW);
        MapFunction<Row, Row> removal = edge -> Removal.of(edge.getAs(0), Removal.ALL);
        return new Components(session, scratch).stars(edges, progress).map(removal, Encoders.row(Removal.ROW));
    }

    // Made in a static method: what it holds travels to the tasks.
    private static FlatMapFunction<Iterator<Row>, Row> hashing(int words, Banding banding, Placement placement) {
        return documents -> {
            MinHash minHash = new MinHash(banding);
            return new Iterator<>() {
                private long[] bands = {};
                private int next;
                private byte[] id;

                @Override
                public boolean hasNext() {
                    while (next == bands.length && documents.hasNext()) {
                        Row document = documents.next();
                        int[] shingles = Shingles.of(document.getString(Placement.TEXT), words);
                        bands = shingles.length == 0 ? new long[0] : minHash.bands(shingles);
                        next = 0;
                        id = DocumentId.of(document, placement);
                    }
                    return next < bands.length;
                }

                @Override
                public Row next() {
                    return RowFactory.create(bands[next++], id);
                }
            };
        };
    }
}

package org.sparselaw.pipeline;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Brings rows that have a column {@code shard} together. */
final class Shards {
    private Shards() {}

    /** The rows of each shard, in the partition with its number, in no order. */
    static JavaRDD<Row> together(Dataset<Row> rows, int shards) {
        JavaRDD<Row> together = rows.repartitionById(shards, col("shard")).toJavaRDD();
        // Spark leaves all partitions out as soon as it sees that there is no row.
        return together.getNumPartitions() == shards ? together : empty(rows.sparkSession(), shards);
    }

    static JavaRDD<Row> empty(SparkSession session, int shards) {
        return JavaSparkContext.fromSparkContext(session.sparkContext()).parallelize(List.of(), shards);
    }
}

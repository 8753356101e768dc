package org.sparselaw.pipeline;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Brings rows that have a column {@code shard} together. */
final class Shards {
    private Shards() {}

    /** The rows of each shard, in the partition with its number, in no order. */
    static JavaRDD<Row> together(Dataset<Row> rows, int shards) {
        JavaRDD<Row> together = rows.repartitionById(shards, col("shard")).toJavaRDD();
        if (together.getNumPartitions() == shards) {
            return together;
        }
        // Spark leaves all partitions out as soon as it sees that there is no row.
        return JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext())
                .parallelize(List.of(), shards);
    }
}

package org.sparselaw.analysis.collect;

import java.net.URI;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Row;
import org.sparselaw.analysis.runs.DataFiles.DataFile;
import org.sparselaw.analysis.runs.SourceTable;
import org.sparselaw.analysis.steps.Trajectory;
import scala.Tuple2;

/** A table of steps of any format, read through expressions by Spark SQL. */
final class StepRows {
    private static final int RUN = 0;
    private static final int FILE = 1;
    private static final int START = 2;
    private static final int STEP = 3;
    private static final int LOSS = 4;
    private static final int TRAINING_LOSS = 5;

    /** Bits for the place in a file: 16 TiB. */
    private static final int PLACE_BITS = 44;

    private StepRows() {}

    static JavaPairRDD<String, Trajectory> reduce(SourceTable table, StepMapping mapping, StepReduction reduction) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("run", mapping.run());
        texts.put("file", "input_file_name()");
        texts.put("start", "input_file_block_start()");
        Map<String, String> numbers = new LinkedHashMap<>();
        numbers.put("step", mapping.step());
        numbers.put("loss", mapping.loss());
        numbers.put("training-loss", mapping.trainingLoss().orElse("0"));
        Map<String, Long> order = order(table.files());
        return table.select(mapping.where(), texts, numbers)
                .toJavaRDD()
                .mapPartitionsToPair(rows -> reduce(rows, order, reduction));
    }

    private static Map<String, Long> order(List<DataFile> files) {
        Map<String, Long> order = new HashMap<>();
        files.forEach(file -> order.put(file.path(), (long) order.size()));
        return order;
    }

    private static Iterator<Tuple2<String, Trajectory>> reduce(
            Iterator<Row> rows, Map<String, Long> order, StepReduction reduction) {
        StepReduction.Part part = reduction.new Part();
        String file = null;
        long first = 0;
        while (rows.hasNext()) {
            Row row = rows.next();
            if (!row.getString(FILE).equals(file)) {
                file = row.getString(FILE);
                first = first(file, order);
            }
            Trajectory run = row.isNullAt(RUN) ? null : part.of(row.getString(RUN));
            if (run != null && !row.isNullAt(STEP)) {
                add(run, row, first + Math.max(0, Long.parseLong(row.getString(START))));
            }
        }
        return part.all();
    }

    /** The place in the order of writing of a file's first byte; rows that are in no file come in the order of partitions. */
    private static long first(String file, Map<String, Long> order) {
        long place = file.isEmpty()
                ? TaskContext.getPartitionId()
                : Optional.ofNullable(order.get(new Path(URI.create(file)).toString()))
                        .orElseThrow(() -> new IllegalStateException(file + " is not among " + order.keySet()));
        return place << PLACE_BITS;
    }

    private static void add(Trajectory run, Row row, long written) {
        long step = Math.round(row.getDouble(STEP));
        run.add(step, row.isNullAt(TRAINING_LOSS) ? 0 : row.getDouble(TRAINING_LOSS), written);
        if (!row.isNullAt(LOSS)) {
            run.addValidated(step, row.getDouble(LOSS), written);
        }
    }
}

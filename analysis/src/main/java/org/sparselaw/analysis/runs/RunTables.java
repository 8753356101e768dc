package org.sparselaw.analysis.runs;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Storage;

/** Reads run tables: those that collect-runs writes, and any other through a {@link ColumnMapping}. */
public final class RunTables {
    private RunTables() {}

    /**
     * @param mapping absent for a table of our own, which is Parquet and brings its data unit
     * @param unit of a mapped table
     */
    public static RunTable read(
            SparkSession spark, String path, TableFormat format, Optional<ColumnMapping> mapping, DataUnit unit) {
        return mapping.map(m -> MappedTable.read(spark, path, format, m).observations(unit))
                .orElseGet(() -> of(path, RunParquet.read(spark, Storage.of(path))));
    }

    /** Finished runs as observations; all others are left out, with their status and its reason. */
    public static RunTable of(String source, List<Run> runs) {
        List<DataUnit> units = runs.stream().map(Run::dataUnit).distinct().toList();
        if (units.size() != 1) {
            throw new DataException(source
                    + (units.isEmpty() ? ": has no runs" : ": has runs on tokens and on images; fit them apart"));
        }
        RunTableBuilder rows = new RunTableBuilder();
        for (Run run : runs) {
            if (run.status() != Status.FINISHED) {
                rows.leaveOut(run.runId(), LeftOut.reason(run.status(), run.reason()));
            } else {
                rows.pruned(run.sparsity(), run.pattern(), run.strategy());
                rows.add(run.runId(), run.sparsity(), (double) run.nonZeros(), (double) run.data(), run.loss());
            }
        }
        return rows.build(units.get(0));
    }
}

package org.sparselaw.analysis.collect;

import java.util.List;
import java.util.Optional;
import org.sparselaw.analysis.runs.ColumnMapping;
import org.sparselaw.analysis.runs.DataUnit;
import org.sparselaw.analysis.runs.TableFormat;
import org.sparselaw.analysis.steps.LossPolicy;
import org.sparselaw.config.Default;

/**
 * What collect-runs does: the configuration of the job. Runs lie in folders, or in a table, or in both.
 *
 * @param folders study folders, or folders of run directories
 * @param runs a run table of another origin; {@code columns} says how it is read
 * @param format of that table; {@code auto} tells it from the name
 * @param dataUnit what D counts in that table
 * @param steps a table of the steps of these runs; without it {@code columns} has the final loss
 * @param output the run table that is written
 */
public record CollectConfig(
        @Default("[]") List<String> folders,
        Optional<String> runs,
        @Default("auto") TableFormat format,
        Optional<ColumnMapping> columns,
        @Default("tokens") DataUnit dataUnit,
        Optional<StepTableConfig> steps,
        @Default("{}") LossPolicy loss,
        @Default("{}") OutlierRule outliers,
        String output) {
    public CollectConfig {
        if (folders.isEmpty() && runs.isEmpty()) {
            throw new IllegalArgumentException("folders or runs is missing (must say where the runs are)");
        }
        if (runs.isPresent() != columns.isPresent()) {
            throw new IllegalArgumentException(
                    runs.isPresent()
                            ? "columns is missing (must say which columns of runs are S, N and D)"
                            : "columns is given without runs");
        }
        if (runs.isPresent() && columns.get().loss().isPresent() == steps.isPresent()) {
            throw new IllegalArgumentException(
                    steps.isPresent()
                            ? "columns.loss and steps are given, must be one of them"
                            : "columns.loss or steps is missing (must say where the loss is)");
        }
        if (steps.isPresent() && columns.isPresent() && columns.get().run().isEmpty()) {
            throw new IllegalArgumentException(
                    "columns.run is missing (must be the id that steps.columns.run has too)");
        }
    }
}

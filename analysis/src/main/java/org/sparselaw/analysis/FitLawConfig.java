package org.sparselaw.analysis;

import java.util.Optional;
import org.sparselaw.analysis.fit.FitObjective;
import org.sparselaw.analysis.runs.ColumnMapping;
import org.sparselaw.analysis.runs.DataUnit;
import org.sparselaw.analysis.runs.TableFormat;
import org.sparselaw.config.Default;

/**
 * What {@link FitLaw} does.
 *
 * @param runs the run table: a {@code runs.parquet}, or with {@code columns} any CSV, JSON or Parquet table
 * @param format {@code auto} tells it from the name
 * @param dataUnit what D counts in a mapped table; a table of our own says so itself
 * @param output {@code law.json}
 */
public record FitLawConfig(
        String runs,
        @Default("auto") TableFormat format,
        Optional<ColumnMapping> columns,
        @Default("tokens") DataUnit dataUnit,
        @Default("{}") FitObjective objective,
        String output) {}

package org.sparselaw.analysis.runs;

import java.util.Optional;

/**
 * How a run table of any other origin is read: Spark SQL expressions over its columns, for example {@code steps * 128 * 512}.
 * A column whose name is not a plain word is written in backticks.
 *
 * @param sparsity S in [0, 1)
 * @param nonZeros N, non-zero parameters
 * @param data D, in the data unit of the fit
 * @param loss final validation loss
 * @param run an id for each row; without it rows are called {@code row 1}, {@code row 2}, ...
 */
public record ColumnMapping(String sparsity, String nonZeros, String data, String loss, Optional<String> run) {}

package org.sparselaw.analysis.collect;

import org.sparselaw.analysis.runs.TableFormat;
import org.sparselaw.config.Default;

/**
 * A table of steps; the section {@code steps} of a configuration.
 *
 * @param path a file, a folder of files, or a pattern
 * @param format {@code auto} tells it from the name
 */
public record StepTableConfig(
        String path,
        @Default("auto") TableFormat format,
        @Default("{}") StepMapping columns) {}

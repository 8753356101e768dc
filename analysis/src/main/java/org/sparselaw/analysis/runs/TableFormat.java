package org.sparselaw.analysis.runs;

import java.util.Locale;
import org.sparselaw.job.UsageException;

/** How a run table is stored. */
public enum TableFormat {
    /** By the end of its name. */
    AUTO,
    /** With a header. */
    CSV,
    /** An array of records, a record a line, or {@code {"column": {"row": value}}} as pandas writes it. */
    JSON,
    PARQUET;

    TableFormat of(String path) {
        if (this != AUTO) {
            return this;
        }
        String name = path.toLowerCase(Locale.ROOT).replaceAll("(\\.gz)?/*$", "");
        for (TableFormat format : values()) {
            if (name.endsWith("." + format.name().toLowerCase(Locale.ROOT))
                    || (format == JSON && name.endsWith(".jsonl"))) {
                return format;
            }
        }
        throw new UsageException(path + ": cannot tell the format from the name; set format to csv, json or parquet");
    }
}

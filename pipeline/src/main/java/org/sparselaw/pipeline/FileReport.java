package org.sparselaw.pipeline;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sparselaw.pipeline.input.InputFile;
import org.sparselaw.pipeline.input.Rejection;

/**
 * What came of reading one input file.
 *
 * @param read records, kept or not
 * @param dropped rejected records by the code of the reason
 * @param examples the first rejected record, if there is one
 * @param rejectedFile where the task has put the rejected records; empty when there are none
 */
record FileReport(
        InputFile file,
        String sha256,
        long read,
        Map<String, Long> dropped,
        List<Rejection> examples,
        String rejectedFile)
        implements Serializable {
    /** Rejected records of all files, by the code of the reason. */
    static Map<String, Long> dropped(List<FileReport> files) {
        Map<String, Long> dropped = new TreeMap<>();
        files.forEach(file -> file.dropped().forEach((code, n) -> dropped.merge(code, n, Long::sum)));
        return dropped;
    }

    /** Where the first rejected record of all files is, and why, for the end of an error; empty when there is none. */
    static String example(List<FileReport> files) {
        return files.stream()
                .flatMap(file -> file.examples().stream())
                .map(record -> "; the first is " + record.where() + ", " + record.code())
                .findFirst()
                .orElse("");
    }
}

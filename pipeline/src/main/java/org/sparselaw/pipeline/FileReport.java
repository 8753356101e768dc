package org.sparselaw.pipeline;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sparselaw.pipeline.text.InputFile;
import org.sparselaw.pipeline.text.Reading.Rejected;
import org.sparselaw.pipeline.text.Reason;

/**
 * What came of reading one input file.
 *
 * @param read records, kept or not
 * @param examples the first rejected record, if there is one
 * @param rejectedFile where the task has put the rejected records; empty when there are none
 */
record FileReport(
        InputFile file,
        String sha256,
        long read,
        Map<Reason, Long> dropped,
        List<Rejected> examples,
        String rejectedFile)
        implements Serializable {
    /** Rejected records of all files, by the code of the reason. */
    static Map<String, Long> dropped(List<FileReport> files) {
        Map<String, Long> dropped = new TreeMap<>();
        files.forEach(file -> file.dropped().forEach((reason, n) -> dropped.merge(reason.code(), n, Long::sum)));
        return dropped;
    }
}

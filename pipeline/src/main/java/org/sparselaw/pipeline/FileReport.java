package org.sparselaw.pipeline;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sparselaw.pipeline.input.InputFile;
import org.sparselaw.pipeline.input.Rejection;

/**
 * What came of reading one input file.
 *
 * @param read records, kept or not
 * @param dropped rejected records by the code of the reason
 * @param changed documents from which a rule took something away, by the code of the rule
 * @param examples the first rejected record, if there is one
 * @param rejectedFile where the task has put the rejected records; empty when there are none
 */
record FileReport(
        InputFile file,
        String sha256,
        long read,
        Map<String, Long> dropped,
        Map<String, Long> changed,
        List<Rejection> examples,
        String rejectedFile)
        implements Serializable {
    /** Rejected records of all files, by the code of the reason. */
    static Map<String, Long> dropped(List<FileReport> files) {
        return total(files, FileReport::dropped);
    }

    /** Documents of all files from which a rule took something away, by the code of the rule. */
    static Map<String, Long> changed(List<FileReport> files) {
        return total(files, FileReport::changed);
    }

    private static Map<String, Long> total(List<FileReport> files, Function<FileReport, Map<String, Long>> counts) {
        Map<String, Long> total = new TreeMap<>();
        files.forEach(file -> counts.apply(file).forEach((code, n) -> total.merge(code, n, Long::sum)));
        return total;
    }

    /** {@code 12 images read = 10 written + 2 rejected (no-label 2)}. */
    static String account(String records, long read, String verb, long kept, Map<String, Long> dropped) {
        String reasons = dropped.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %,d", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", ", " (", ")"));
        return String.format(
                Locale.ROOT,
                "%,d %s read = %,d %s + %,d rejected%s",
                read,
                records,
                kept,
                verb,
                read - kept,
                dropped.isEmpty() ? "" : reasons);
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

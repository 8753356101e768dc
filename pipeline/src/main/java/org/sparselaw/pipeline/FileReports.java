package org.sparselaw.pipeline;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * The reports of all files, by path. Reading a file again, for a second pass or after a failure, gives the same report and
 * takes the place of the first: nothing is counted twice.
 */
final class FileReports extends AccumulatorV2<FileReport, Map<String, FileReport>> {
    private final TreeMap<String, FileReport> reports = new TreeMap<>();

    @Override
    public synchronized boolean isZero() {
        return reports.isEmpty();
    }

    @Override
    public synchronized FileReports copy() {
        FileReports copy = new FileReports();
        copy.reports.putAll(reports);
        return copy;
    }

    @Override
    public synchronized void reset() {
        reports.clear();
    }

    @Override
    public synchronized void add(FileReport report) {
        reports.put(report.file().path(), report);
    }

    @Override
    public synchronized void merge(AccumulatorV2<FileReport, Map<String, FileReport>> other) {
        reports.putAll(other.value());
    }

    @Override
    public synchronized Map<String, FileReport> value() {
        return new TreeMap<>(reports);
    }
}

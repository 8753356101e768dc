package org.sparselaw.training.sweep;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.util.AccumulatorV2;

/** The newest report of each run, by its id; executors send it with their heartbeats while tasks run. */
final class RunReports extends AccumulatorV2<Map.Entry<String, RunReport>, Map<String, RunReport>> {
    private final Map<String, RunReport> newest = new HashMap<>();

    @Override
    public synchronized boolean isZero() {
        return newest.isEmpty();
    }

    @Override
    public synchronized RunReports copy() {
        RunReports copy = new RunReports();
        copy.newest.putAll(newest);
        return copy;
    }

    @Override
    public synchronized void reset() {
        newest.clear();
    }

    @Override
    public synchronized void add(Map.Entry<String, RunReport> report) {
        newest.put(report.getKey(), report.getValue());
    }

    @Override
    public synchronized void merge(AccumulatorV2<Map.Entry<String, RunReport>, Map<String, RunReport>> other) {
        newest.putAll(other.value());
    }

    @Override
    public synchronized Map<String, RunReport> value() {
        return new HashMap<>(newest);
    }
}

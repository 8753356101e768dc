package org.sparselaw.training.run;

import org.sparselaw.storage.Storage;

/** The metrics of a run in parts. A part appears when it is finished; one that is not is lost with the steps it was of. */
public final class RunMetrics implements AutoCloseable {
    private final Storage folder;
    private int parts;
    private MetricsWriter part;

    /** @param parts that are finished; others are removed, for their steps are done again */
    public RunMetrics(Storage folder, int parts) {
        this.folder = folder;
        this.parts = parts;
        folder.children().stream()
                .filter(file ->
                        file.name().compareTo(name(parts)) >= 0 || file.name().startsWith("."))
                .forEach(Storage::delete);
    }

    private static String name(int part) {
        return "part-%05d.parquet".formatted(part);
    }

    public void write(StepMetrics metrics) {
        if (part == null) {
            part = new MetricsWriter(folder.child(name(parts)));
        }
        part.write(metrics);
    }

    /** The rows written since the last part become one. */
    public void finishPart() {
        if (part != null) {
            part.finish();
            part = null;
            parts++;
        }
    }

    /** How many parts are finished. */
    public int parts() {
        return parts;
    }

    @Override
    public void close() {
        if (part != null) {
            part.close();
        }
    }
}

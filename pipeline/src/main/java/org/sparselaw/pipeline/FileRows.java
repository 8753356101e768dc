package org.sparselaw.pipeline;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.sparselaw.pipeline.text.DocumentReader;
import org.sparselaw.pipeline.text.InputFile;
import org.sparselaw.pipeline.text.Reading;
import org.sparselaw.pipeline.text.Reading.Document;
import org.sparselaw.pipeline.text.Reading.Rejected;
import org.sparselaw.pipeline.text.Reason;
import org.sparselaw.storage.Storage;

/** The documents of one file as rows, in a task; at the file's end its report is given. */
final class FileRows implements Iterator<Row>, Closeable {
    private final InputFile file;
    private final Placement placement;
    private final FileReports reports;
    private final DocumentReader reader;
    private final RejectedRecords rejected;
    private final Map<Reason, Long> dropped = new EnumMap<>(Reason.class);
    private List<Rejected> examples = List.of();
    private long read;
    private boolean ended;
    private Row next;

    /**
     * @param limit bytes a line may have
     * @param rejected where rejected records go
     */
    FileRows(InputFile file, int limit, Placement placement, Storage rejected, FileReports reports) {
        this.file = file;
        this.placement = placement;
        this.reports = reports;
        this.rejected = new RejectedRecords(rejected);
        try {
            this.reader = DocumentReader.open(file, limit);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == null && !ended) {
                Optional<Reading> reading = reader.next();
                if (reading.isEmpty()) {
                    end();
                } else {
                    take(reading.get());
                }
            }
        } catch (IOException e) {
            throw failure(e);
        }
        return next != null;
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Row row = next;
        next = null;
        return row;
    }

    private void take(Reading reading) throws IOException {
        read++;
        if (reading instanceof Document document) {
            next = placement.place(document.text());
        } else if (reading instanceof Rejected record) {
            dropped.merge(record.reason(), 1L, Long::sum);
            examples = examples.isEmpty() ? List.of(record) : examples;
            rejected.add(record);
        }
    }

    private void end() throws IOException {
        ended = true;
        String sha256 = reader.sha256();
        reader.close();
        rejected.close();
        reports.add(new FileReport(file, sha256, read, dropped, examples, rejected.name()));
    }

    @Override
    public void close() {
        try {
            reader.close();
            rejected.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private UncheckedIOException failure(IOException e) {
        return new UncheckedIOException(file.name() + ": cannot be read (" + e.getMessage() + ")", e);
    }
}
